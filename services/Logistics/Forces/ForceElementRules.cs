using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>What a force element must hold before it is stored.</summary>
internal sealed class ForceElementRules : ResourceRules<ForceElement>
{
    public override void OnCreate(WriteContext write, ForceElement resource) => Check(resource);

    public override void OnUpdate(WriteContext write, ForceElement current, ForceElement next) => Check(next);

    private static void Check(ForceElement element)
    {
        var violations = new Violations();
        Check(element, violations);
        violations.ThrowIfAny();
    }

    internal static void Check(ForceElement element, Violations violations)
    {
        violations.RequireSource(element.Source, "force_element");
        if (element is { StartDate: { } start, EndDate: { } end })
        {
            violations.Require(end.ToDateOnly() >= start.ToDateOnly(), "force_element.end_date", $"{end.ToDateOnly():yyyy-MM-dd} is before start_date {start.ToDateOnly():yyyy-MM-dd}");
        }
    }
}
