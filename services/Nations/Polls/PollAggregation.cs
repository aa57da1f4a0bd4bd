using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.Polls;

/// <summary>The parameters for combining polls.</summary>
/// <param name="Answer">The answer whose share is requested.</param>
/// <param name="AsOf">Day from which the age of a poll is counted.</param>
/// <param name="HalfLifeDays">Age at which the weight of a poll is halved.</param>
/// <param name="Cap">Maximum effective number of respondents of a series.</param>
/// <param name="AssumedSample">Sample size used for a poll that reports none; 0: such a poll is left out.</param>
internal sealed record PollMethod(string Answer, DateOnly AsOf, double HalfLifeDays, double Cap, long AssumedSample)
{
    public override string ToString() =>
        $"share of \"{Answer}\" on {AsOf:O}; weight = sample x 0.5^(age / {HalfLifeDays} days); Beta(1 + sum w p, 1 + sum w (1 - p)); at most {Cap} effective respondents";
}

/// <summary>Combines polls of one nation, population and wording. Polls with different wordings are never combined.</summary>
internal static class PollAggregation
{
    private const double Tail = 0.025;

    public static AggregatePollsResponse Aggregate(IEnumerable<(string Id, Poll Poll)> polls, PollMethod method)
    {
        var response = new AggregatePollsResponse { Method = method.ToString() };
        foreach (var series in polls.GroupBy(p => (p.Poll.Nation, p.Poll.Population, p.Poll.Question))
            .OrderBy(g => g.Key.Nation, StringComparer.Ordinal).ThenBy(g => g.Key.Population, StringComparer.Ordinal).ThenBy(g => g.Key.Question, StringComparer.Ordinal))
        {
            var usable = series.Where(p => WhyUnusable(p.Poll, method) is null).ToList();
            var known = usable.Where(p => WhyLater(p.Poll, method) is null).ToList();
            var used = known.Count > 0 ? known : usable;
            if (used.Count > 0)
            {
                var combined = Combine(series.Key.Nation, series.Key.Population, series.Key.Question, [.. used.Select(p => (p.Poll, Weigh(p.Id, p.Poll, method)))], method);
                combined.PublishedLater = known.Count == 0;
                response.Series.Add(combined);
            }
            response.LeftOut.AddRange(series.Except(used).Select(p => new PollLeftOut { Poll = p.Id, Why = WhyUnusable(p.Poll, method) ?? WhyLater(p.Poll, method) ?? "" }));
        }
        return response;
    }

    private static string? WhyLater(Poll poll, PollMethod method) =>
        poll.Source?.PublishDate.TryDay() > method.AsOf ? $"it was published on {poll.Source.PublishDate.ToDateOnly():yyyy-MM-dd}"
        : poll.FieldEndDate.ToDateOnly() > method.AsOf ? $"it was in the field until {poll.FieldEndDate.ToDateOnly():yyyy-MM-dd}"
        : null;

    private static string? WhyUnusable(Poll poll, PollMethod method) =>
        poll.Answers.All(a => a.Answer != method.Answer) ? $"it reports no answer \"{method.Answer}\""
        : poll.SampleCount == 0 && method.AssumedSample == 0 ? "it reports no sample, and none is assumed"
        : null;

    private static PollContribution Weigh(string id, Poll poll, PollMethod method)
    {
        var age = poll.FieldEndDate.ToDateOnly().DaysUntil(method.AsOf);
        var sample = poll.SampleCount == 0 ? method.AssumedSample : poll.SampleCount;
        return new PollContribution
        {
            Poll = id,
            AgeDays = age,
            Share = poll.Answers.Where(a => a.Answer == method.Answer).Sum(a => a.Percent) / 100,
            Weight = sample * Math.Pow(0.5, Math.Max(0, age) / method.HalfLifeDays),
            SampleAssumed = poll.SampleCount == 0,
        };
    }

    private static PollSeries Combine(string nation, string population, string question, List<(Poll Poll, PollContribution Part)> polls, PollMethod method)
    {
        var parts = polls.OrderBy(p => p.Poll.FieldEndDate.ToDateOnly()).ThenBy(p => p.Part.Poll, StringComparer.Ordinal).Select(p => p.Part).ToList();
        // The sum of floating-point numbers depends on their order, but the answer must not. This order does not depend on names.
        var terms = parts.OrderBy(p => p.Weight).ThenBy(p => p.Share).ToList();
        var weight = terms.Sum(p => p.Weight);
        var scale = weight > method.Cap ? method.Cap / weight : 1;
        var share = new BetaDistribution(
            1 + (scale * terms.Sum(p => p.Weight * p.Share)),
            1 + (scale * terms.Sum(p => p.Weight * (1 - p.Share))));
        return new PollSeries
        {
            Nation = nation,
            Population = population,
            Question = question,
            Answer = method.Answer,
            Mean = share.Mean,
            StandardDeviation = share.StandardDeviation,
            EffectiveSample = weight * scale,
            Capped = weight > method.Cap,
            IntervalLow = share.Quantile(Tail),
            IntervalHigh = share.Quantile(1 - Tail),
            Contributions = { parts },
        };
    }
}
