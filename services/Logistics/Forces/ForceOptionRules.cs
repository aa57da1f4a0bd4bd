using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Forces;

/// <summary>Rules that a force option must satisfy before it is stored: its lines sum to the whole force.</summary>
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
        Check(option.Lines, "force_option.lines", violations);
        foreach (var (index, line) in option.Lines.Index())
        {
            violations.RequireSource(line.Source, $"force_option.lines[{index}]");
        }
    }

    /// <summary>Checks the lines of an option, or inline lines of a request.</summary>
    internal static void Check(IReadOnlyList<RequirementLine> lines, string field, Violations violations, bool sharedTypes = false)
    {
        violations.RequireDistinct(lines.Select(l => l.Id), i => $"{field}[{i}].id");
        var types = new HashSet<UnitType>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var at = $"{field}[{i}]";
            var byUnits = line.UnitTypes.Count > 0;
            violations.Require(!line.UnitTypes.Contains(UnitType.Unspecified), $"{at}.unit_types", "names UNIT_TYPE_UNSPECIFIED; name the types that fill the line");
            foreach (var type in line.UnitTypes.Distinct())
            {
                violations.Require(types.Add(type) || sharedTypes, $"{at}.unit_types", $"{type} fills a line before; a type fills one line only");
            }

            violations.Require(!byUnits || line.PersonsPer10000 > 0, $"{at}.persons_per_10000", "is not set; needed with unit types");
            violations.Require(byUnits || line.PersonsPer10000 == 0, $"{at}.persons_per_10000", $"is {line.PersonsPer10000}; allowed only with unit types");
            violations.Require(byUnits || line.EuropeanSharePercent is not null, $"{at}.european_share_percent", "is not set; needed without unit types");
            CheckShare(line.EuropeanSharePercent, $"{at}.european_share_percent", violations);
        }

        CheckEnablers(lines, field, violations);
        var sum = lines.Sum(l => (long)l.PersonsPer10000);
        violations.Require(sum is 0 or OptionLines.WholeForce, field, $"sum to {sum} persons per 10,000; the lines that units fill must sum to 10,000");
    }

    private static void CheckEnablers(IReadOnlyList<RequirementLine> lines, string field, Violations violations)
    {
        var ids = lines.Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var (index, enabler) in lines[i].Enablers.Index())
            {
                violations.Require(ids.Contains(enabler), $"{field}[{i}].enablers[{index}]", $"\"{enabler}\" is the id of no line of this requirement");
                violations.Require(enabler != lines[i].Id, $"{field}[{i}].enablers[{index}]", $"\"{enabler}\" is the line itself");
            }

            violations.Require(lines[i].UnitTypes.Count > 0 || lines[i].Enablers.Count == 0, $"{field}[{i}].enablers", "is set without unit types; allowed only on a line that units fill");
            violations.Require(lines[i].UnitTypes.Count == 0 || lines[i].Providers.Count == 0, $"{field}[{i}].providers", "is set with unit types; the units provide such a line");
            violations.Require(lines[i].UnitTypes.Count == 0 || lines[i].ProvidedBy.Count == 0, $"{field}[{i}].provided_by", "is set with unit types; the units provide such a line");
            foreach (var (index, provider) in lines[i].ProvidedBy.Index())
            {
                CheckShare(provider.SharePercent, $"{field}[{i}].provided_by[{index}].share_percent", violations);
                violations.RequireSource(provider.Source, $"{field}[{i}].provided_by[{index}]");
            }
        }
    }

    private static void CheckShare(Range? share, string field, Violations violations)
    {
        if (share is not null)
        {
            violations.RequireOrder(share, field);
            violations.Require(share.Low >= 0 && share.High <= 100, field, $"{share.Low} to {share.High} is outside of 0 to 100 percent");
        }
    }
}
