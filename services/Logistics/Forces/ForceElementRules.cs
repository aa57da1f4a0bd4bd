using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>Rules that a force element must satisfy before it is stored.</summary>
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

    /// <summary>Checks the readiness of a unit, stored or inline.</summary>
    internal static void CheckReadiness(ForceElement element, string field, Violations violations)
    {
        violations.Require(!element.HasReadiness || element.ReadinessComponents.Count == 0, $"{field}.readiness", "and readiness_components are both set; set only one of them");
        violations.RequireDistinct(element.ReadinessComponents.Select(c => c.Kind.ToString()), i => $"{field}.readiness_components[{i}].kind");
        foreach (var (index, component) in element.ReadinessComponents.Index())
        {
            var at = $"{field}.readiness_components[{index}]";
            violations.RequireSource(component.Source, at);
            if (component.AssessDate.TryDay() is { } day && component.Source?.PublishDate.TryDay() is { } published)
            {
                violations.Require(day <= published, $"{at}.assess_date", $"{day:yyyy-MM-dd} is after the source's publish_date {published:yyyy-MM-dd}");
            }
        }
    }

    internal static void Check(ForceElement element, Violations violations)
    {
        violations.RequireSource(element.Source, "force_element");
        CheckReadiness(element, "force_element", violations);
        if (element is { StartDate: { } start, EndDate: { } end })
        {
            violations.Require(end.ToDateOnly() >= start.ToDateOnly(), "force_element.end_date", $"{end.ToDateOnly():yyyy-MM-dd} is before start_date {start.ToDateOnly():yyyy-MM-dd}");
        }
    }
}
