using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Meeting = Summit.Nations.V1.Summit;

namespace Summit.Nations.Summits;

/// <summary>What a summit must hold before it is stored.</summary>
internal sealed class SummitRules : ResourceRules<Meeting>
{
    public override void OnCreate(WriteContext write, Meeting resource) => Check(resource);

    public override void OnUpdate(WriteContext write, Meeting current, Meeting next) => Check(next);

    private static void Check(Meeting summit)
    {
        if (summit is not { StartDate: { } start, EndDate: { } end })
        {
            return;
        }
        var violations = new Violations();
        violations.Require(start.ToDateOnly() <= end.ToDateOnly(), "summit.end_date", $"{end.ToDateOnly():O} is before start_date {start.ToDateOnly():O}");
        violations.ThrowIfAny();
    }
}
