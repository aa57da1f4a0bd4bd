using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>Which units are promised by which offers.</summary>
internal sealed class Promises
{
    private readonly ILookup<string, Offer> _byUnit;
    private readonly Commitments _commitments;

    public Promises(IEnumerable<Offer> offers, Commitments commitments)
    {
        _commitments = commitments;
        _byUnit = offers.OrderBy(o => o.Name, StringComparer.Ordinal)
            .SelectMany(o => o.Lines.Where(l => l.ForceElement.Length > 0).Select(l => (l.ForceElement, Offer: o)))
            .ToLookup(p => p.ForceElement, p => p.Offer, StringComparer.Ordinal);
    }

    /// <summary>Whether an offer names the unit.</summary>
    public bool Named(string unit) => _byUnit.Contains(unit);

    /// <summary>Caveats of the offers that name the unit.</summary>
    public IEnumerable<string> Caveats(string unit) => _byUnit[unit].SelectMany(o => o.Caveats);

    /// <summary>Conditions of the offers that name the unit; none when one of them has none.</summary>
    public IReadOnlyList<string> OpenConditions(string unit) =>
        _byUnit[unit].Any(o => o.Conditions.Count == 0) ? [] : [.. _byUnit[unit].SelectMany(o => o.Conditions).Distinct()];

    /// <summary>Units named by several offers with overlapping days, or by an offer and a standing commitment.</summary>
    public IEnumerable<DoubleHatted> Twice(IEnumerable<ForceElement> units)
    {
        foreach (var unit in units)
        {
            var offers = _byUnit[unit.Name].Distinct().ToList();
            var clashing = offers.Where(o => offers.Any(other => other != o && Overlap(o, other))).Select(o => o.Name).ToList();
            if (offers.Count > 0 && _commitments.On(unit) is { } commitment)
            {
                clashing = [.. offers.Select(o => o.Name), commitment];
            }

            if (clashing.Count > 1)
            {
                yield return new DoubleHatted { ForceElement = unit.Name, Promises = { clashing } };
            }
        }
    }

    private static bool Overlap(Offer a, Offer b) => Start(a) <= End(b) && Start(b) <= End(a);

    private static DateOnly Start(Offer offer) => offer.StartDate.TryDay() ?? DateOnly.MinValue;

    private static DateOnly End(Offer offer) => offer.EndDate.TryDay() ?? DateOnly.MaxValue;
}
