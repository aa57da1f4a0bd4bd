using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.Polls;

/// <summary>How polls are combined.</summary>
/// <param name="Answer">The answer whose share is asked for.</param>
/// <param name="AsOf">Day that ages are counted to.</param>
/// <param name="HalfLifeDays">Age at which a poll weighs half.</param>
/// <param name="Cap">Most effective respondents of a series.</param>
/// <param name="AssumedSample">Sample of a poll that reported none; 0: it is left out.</param>
internal sealed record PollMethod(string Answer, DateOnly AsOf, double HalfLifeDays, double Cap, int AssumedSample)
{
    public override string ToString() =>
        $"share of \"{Answer}\" on {AsOf:O}; weight = sample x 0.5^(age / {HalfLifeDays} days); Beta(1 + sum w p, 1 + sum w (1 - p)); at most {Cap} effective respondents";
}

/// <summary>Combines polls of one nation, population and wording; never across wordings.</summary>
internal static class PollAggregation
{
    private const double Tail = 0.025;

    public static AggregatePollsResponse Aggregate(IEnumerable<(string Id, Poll Poll)> polls, PollMethod method)
    {
        var response = new AggregatePollsResponse { Method = method.ToString() };
        var used = new List<(Poll Poll, PollContribution Part)>();
        foreach (var (id, poll) in polls)
        {
            if (WhyNot(poll, method) is { } why)
            {
                response.LeftOut.Add(new PollLeftOut { Poll = id, Why = why });
                continue;
            }
            used.Add((poll, Weigh(id, poll, method)));
        }
        response.Series.AddRange(used
            .GroupBy(u => (u.Poll.Nation, u.Poll.Population, u.Poll.Question))
            .OrderBy(g => g.Key.Nation, StringComparer.Ordinal).ThenBy(g => g.Key.Population, StringComparer.Ordinal).ThenBy(g => g.Key.Question, StringComparer.Ordinal)
            .Select(g => Combine(g.Key.Nation, g.Key.Population, g.Key.Question, [.. g], method)));
        return response;
    }

    private static string? WhyNot(Poll poll, PollMethod method) =>
        poll.FieldEndDate.ToDateOnly() > method.AsOf ? $"it was in the field until {poll.FieldEndDate.ToDateOnly():O}"
        : poll.Source?.PublishDate?.ToDateOnly() > method.AsOf ? $"it was published on {poll.Source.PublishDate.ToDateOnly():O}"
        : poll.Answers.All(a => a.Answer != method.Answer) ? $"it reports no answer \"{method.Answer}\""
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
            Weight = sample * Math.Pow(0.5, age / method.HalfLifeDays),
            SampleAssumed = poll.SampleCount == 0,
        };
    }

    private static PollSeries Combine(string nation, string population, string question, List<(Poll Poll, PollContribution Part)> polls, PollMethod method)
    {
        var parts = polls.OrderBy(p => p.Poll.FieldEndDate.ToDateOnly()).ThenBy(p => p.Part.Poll, StringComparer.Ordinal).Select(p => p.Part).ToList();
        // Sums of floating point numbers depend on their order, answers must not: an order that names do not decide.
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
