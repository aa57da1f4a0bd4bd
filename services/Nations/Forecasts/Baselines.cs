using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.Forecasts;

/// <summary>
/// The two baselines that any model of negotiations must outperform. They are exact, so that ties do not depend on rounding.
/// </summary>
internal static class Baselines
{
    /// <summary>Computes both baselines; null when all actors have a weight of zero.</summary>
    public static ForecastOutcomeResponse? Compute(IEnumerable<ForecastActor> actors)
    {
        var ordered = actors
            .Select(a => (Actor: a, Position: Rational.FromWire(a.Position), Weight: Rational.FromWire(a.Salience) * Rational.FromWire(a.Capability)))
            .OrderBy(a => a.Position).ThenBy(a => a.Actor.Id, StringComparer.Ordinal).ToList();
        var total = ordered.Aggregate(default(Rational), (sum, a) => sum + a.Weight);
        if (total.Numerator.IsZero)
        {
            return null;
        }
        var response = new ForecastOutcomeResponse
        {
            TotalWeight = total.ToDouble(),
            WeightedMean = (ordered.Aggregate(default(Rational), (sum, a) => sum + (a.Weight * a.Position)) / total).ToDouble(),
        };
        var half = total / new Rational(2, 1);
        var cumulative = default(Rational);
        var found = false;
        foreach (var (actor, _, weight) in ordered)
        {
            cumulative += weight;
            if (!found && cumulative.CompareTo(half) >= 0)
            {
                found = true;
                response.WeightedMedian = actor.Position;
            }
            response.Contributions.Add(new ForecastContribution
            {
                Id = actor.Id,
                Position = actor.Position,
                Salience = actor.Salience,
                Capability = actor.Capability,
                Share = (weight / total).ToDouble(),
                CumulativeShare = (cumulative / total).ToDouble(),
            });
        }
        response.MedianActors.AddRange(ordered.Where(a => a.Actor.Position == response.WeightedMedian).Select(a => a.Actor.Id).Order(StringComparer.Ordinal));
        return response;
    }
}
