using Summit.Kernel;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>What there is of the enablers of a requirement. The United States have all of the enablers that no unit provides.</summary>
/// <param name="requirement">All lines of the requirement.</param>
/// <param name="lines">Those that units fill.</param>
/// <param name="mayProvide">Whether a nation may take part.</param>
internal sealed class EnablerSupply(IReadOnlyList<RequirementLine> requirement, IReadOnlyList<GenerationLine> lines, Func<string, bool> mayProvide)
{
    /// <summary>The enablers as limits of a match, in order of id. An enabler is shared by the lines that depend on it, in persons of these lines.</summary>
    public IReadOnlyList<EnablerLimit> Limits(bool withUsa)
    {
        var limits = new List<EnablerLimit>();
        foreach (var enabler in requirement.SelectMany(l => l.Enablers).Distinct().Order(StringComparer.Ordinal))
        {
            int[] dependents = [.. requirement.Where(l => l.Enablers.Contains(enabler)).Select(l => Index(l.Id))];
            var (need, line) = (dependents.Sum(d => lines[d].Needed), Index(enabler));
            if (line < 0)
            {
                limits.Add(new(dependents, 1, null, 0, (long)(need * Share(enabler, withUsa)).Floor()));
            }
            else if (lines[line].Needed > 0)
            {
                limits.Add(new(dependents, lines[line].Needed, line, need, 0));
            }
        }

        return limits;
    }

    /// <summary>The part of the need that there is of an enabler that no unit provides.</summary>
    public Rational Share(string enabler, bool withUsa)
    {
        var line = Line(enabler);
        return withUsa ? Rational.One
            : line.ProvidedBy.Count == 0 ? Rational.FromWire(line.EuropeanSharePercent.Mid) / 100
            : Rational.Min(Rational.One, Rational.Sum(Taking(line).Select(p => Rational.FromWire(p.SharePercent.Mid))) / 100);
    }

    /// <summary>Who provides an enabler that no unit provides, besides the United States.</summary>
    public IEnumerable<string> Providers(string enabler) => Line(enabler) is { ProvidedBy.Count: > 0 } line ? Taking(line).Select(p => p.DisplayName) : Line(enabler).Providers;

    /// <summary>Index of a line that units fill; -1 for another line.</summary>
    public int Index(string id) => lines.Index().Where(l => l.Item.Id == id).Select(l => l.Index).DefaultIfEmpty(-1).First();

    private RequirementLine Line(string id) => requirement.First(l => l.Id == id);

    private IEnumerable<EnablerProvider> Taking(RequirementLine line) => line.ProvidedBy.Where(p => p.Nations.Count == 0 || p.Nations.Any(mayProvide));
}
