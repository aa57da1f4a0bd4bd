using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>What a force option must hold before it is stored.</summary>
internal sealed class ForceOptionRules : ResourceRules<ForceOption>
{
    public override void OnCreate(WriteContext write, ForceOption resource) => Check(resource);

    public override void OnUpdate(WriteContext write, ForceOption current, ForceOption next) => Check(next);

    private static void Check(ForceOption option)
    {
        var violations = new Violations();
        Check(option, violations);
        violations.ThrowIfAny();
    }

    internal static void Check(ForceOption option, Violations violations)
    {
        violations.RequireSource(option.Source, "force_option");
        for (var i = 0; i < option.Lines.Count; i++)
        {
            var line = option.Lines[i];
            var field = $"force_option.lines[{i}]";
            var byUnits = line.UnitType != UnitType.Unspecified;
            violations.Require(!byUnits || line.PersonsPer10000 > 0, $"{field}.persons_per_10000", "is not set; needed with a unit type");
            violations.Require(byUnits || line.EuropeanSharePercent is not null, $"{field}.european_share_percent", "is not set; needed without a unit type");
            if (line.EuropeanSharePercent is { } share)
            {
                violations.RequireOrder(share, $"{field}.european_share_percent");
                violations.Require(share.Low >= 0 && share.High <= 100, $"{field}.european_share_percent", $"{share.Low} to {share.High} is outside of 0 to 100 percent");
            }
        }
    }
}
