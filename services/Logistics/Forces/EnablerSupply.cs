using Summit.Kernel;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Forces;

/// <summary>What there is of the enablers of a requirement. The United States have all of the enablers that no unit provides.</summary>
/// <param name="requirement">All lines of the requirement.</param>
/// <param name="lines">Those that units fill.</param>
/// <param name="mayProvide">Whether a nation may take part.</param>
internal sealed class EnablerSupply(IReadOnlyList<RequirementLine> requirement, IReadOnlyList<GenerationLine> lines, Func<string, bool> mayProvide)
{
    /// <summary>The enablers as limits of a match, in order of id. An enabler is shared by the lines that depend on it, in persons of these lines.</summary>
    public IReadOnlyList<EnablerLimit> Limits(bool withUsa) => [.. Named(withUsa).Select(l => l.Limit)];

    /// <summary>The enablers of a line that let no more persons of it be used, in order of id.</summary>
    /// <param name="line">Id of the line.</param>
    /// <param name="used">Persons that can be used, by line.</param>
    /// <param name="withUsa">Whether the United States provide enablers.</param>
    public IEnumerable<string> Lacking(string line, IReadOnlyList<long> used, bool withUsa) => Named(withUsa)
        .Where(l => l.Limit.Dependents.Contains(Index(line)) && Match.Excess(l.Limit, used) + l.Limit.Weight > 0).Select(l => l.Id);

    private IEnumerable<(string Id, EnablerLimit Limit)> Named(bool withUsa)
    {
        foreach (var enabler in requirement.SelectMany(l => l.Enablers).Distinct().Order(StringComparer.Ordinal))
        {
            int[] dependents = [.. requirement.Where(l => l.Enablers.Contains(enabler)).Select(l => Index(l.Id))];
            var (need, line) = (dependents.Sum(d => lines[d].Needed), Index(enabler));
            if (line < 0)
            {
                yield return (enabler, new(dependents, 1, null, 0, (long)(need * Share(enabler, withUsa)).Floor()));
            }
            else if (lines[line].Needed > 0)
            {
                yield return (enabler, new(dependents, lines[line].Needed, line, need, 0));
            }
        }
    }

    /// <summary>The part of the need that there is of an enabler that no unit provides.</summary>
    public Rational Share(string enabler, bool withUsa) =>
        withUsa ? Rational.One : Rational.Min(Rational.One, Rational.Sum(Parts(Line(enabler)).Select(p => Rational.FromWire(p.SharePercent.Mid))) / 100);

    /// <summary>The enablers that no unit provides, in order of id, each with the parts of those who take part besides the United States.</summary>
    public IEnumerable<(RequirementLine Line, IReadOnlyList<EnablerPart> Parts)> NotByUnits =>
        requirement.Where(l => l.UnitTypes.Count == 0).OrderBy(l => l.Id, StringComparer.Ordinal).Select(l => (l, Parts(l)));

    /// <summary>Who provides an enabler that no unit provides, besides the United States.</summary>
    public IEnumerable<string> Providers(string enabler) => Line(enabler) is { ProvidedBy.Count: > 0 } line ? Taking(line).Select(p => p.DisplayName) : Line(enabler).Providers;

    /// <summary>Index of a line that units fill; -1 for another line.</summary>
    public int Index(string id) => lines.Index().Where(l => l.Item.Id == id).Select(l => l.Index).DefaultIfEmpty(-1).First();

    private RequirementLine Line(string id) => requirement.First(l => l.Id == id);

    private IReadOnlyList<EnablerPart> Parts(RequirementLine line) => line.ProvidedBy.Count == 0
        ? [new(line.Id, line.DisplayName, line.EuropeanSharePercent)]
        : [.. Taking(line).Select(p => new EnablerPart($"{line.Id}/{p.DisplayName}", $"{line.DisplayName} by {p.DisplayName}", p.SharePercent))];

    private IEnumerable<EnablerProvider> Taking(RequirementLine line) => line.ProvidedBy.Where(p => p.Nations.Count == 0 || p.Nations.Any(mayProvide));
}

/// <summary>A part of the need of an enabler.</summary>
/// <param name="Id">Id within the requirement.</param>
/// <param name="Words">The enabler and who provides the part, in words.</param>
/// <param name="SharePercent">Part of the need, percent.</param>
internal sealed record EnablerPart(string Id, string Words, Range SharePercent);
