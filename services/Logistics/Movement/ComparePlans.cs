using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>Compares two plans, each inline or kept by the caller.</summary>
internal sealed class ComparePlans(StoreReads reads) : IRequestCheck<ComparePlansRequest>
{
    public async Task<ComparePlansResponse> HandleAsync(ComparePlansRequest request, ServerCallContext context) =>
        Compare(request.First ?? await ReadAsync(request.FirstPlan, context), request.Second ?? await ReadAsync(request.SecondPlan, context));

    public ValueTask CheckAsync(ComparePlansRequest request, ServerCallContext context, Violations found)
    {
        foreach (var (field, inline, name) in new[] { ("first", request.First, request.FirstPlan), ("second", request.Second, request.SecondPlan) })
        {
            found.Require(inline is not null || name.Length > 0, field, $"is not set, and neither is {field}_plan; give one of them");
            found.Require(inline is null || name.Length == 0, $"{field}_plan", $"is set beside {field}; give one of them");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>How the second plan differs from the first.</summary>
    public static ComparePlansResponse Compare(MovementPlan one, MovementPlan other)
    {
        var first = one.Itineraries.ToLookup(i => i.Requirement, StringComparer.Ordinal);
        var second = other.Itineraries.ToLookup(i => i.Requirement, StringComparer.Ordinal);
        var ids = first.Select(g => g.Key).Union(second.Select(g => g.Key)).Order(StringComparer.Ordinal);
        var answer = new ComparePlansResponse
        {
            ClosureHours = other.ClosureHour - one.ClosureHour,
            OperationalHours = other.OperationalHour - one.OperationalHour,
            LateHours = other.Itineraries.Sum(i => (long)i.LateHours) - one.Itineraries.Sum(i => (long)i.LateHours),
            Differences = { ids.Select(id => Difference(id, first[id].FirstOrDefault(), second[id].FirstOrDefault())).OfType<ItineraryDifference>() },
            Uses = { Uses(one, other) },
        };
        if (one.HasIocHour && other.HasIocHour)
        {
            answer.IocHours = other.IocHour - one.IocHour;
        }

        return answer;
    }

    private async Task<MovementPlan> ReadAsync(string name, ServerCallContext context)
    {
        var snapshot = await reads.OpenAsync(context);
        var kept = await snapshot.GetAsync(Types.MovementPlans, name, context.Caller().VisibilityOf(Types.MovementPlans), context.CancellationToken);
        return kept.Answer.Plan ?? throw new PreconditionException(ErrorReason.StateForbids, [(name, "has no plan")], $"{name} has no plan, because its request has none; its answer says why.");
    }

    private static ItineraryDifference? Difference(string id, MovementItinerary? first, MovementItinerary? second)
    {
        if (first is null || second is null)
        {
            return new ItineraryDifference { Requirement = id, OnlyFirst = second is null, OnlySecond = first is null };
        }

        var difference = new ItineraryDifference
        {
            Requirement = id,
            ArrivalHours = second.ArrivalHour - first.ArrivalHour,
            OperationalHours = second.OperationalHour - first.OperationalHour,
            LateHours = second.LateHours - first.LateHours,
        };
        var sameWay = Arcs(first).SequenceEqual(Arcs(second), StringComparer.Ordinal);
        if (!sameWay)
        {
            difference.FirstArcs.Add(Arcs(first));
            difference.SecondArcs.Add(Arcs(second));
        }

        return sameWay && difference is { ArrivalHours: 0, OperationalHours: 0, LateHours: 0 } ? null : difference;
    }

    /// <summary>Arcs of the unit, then those of persons that travel apart.</summary>
    private static IEnumerable<string> Arcs(MovementItinerary itinerary) => itinerary.Legs.Concat(itinerary.PersonsPart?.Legs ?? []).Select(l => l.Arc);

    private static IEnumerable<UseDifference> Uses(MovementPlan one, MovementPlan other)
    {
        var first = one.Uses.ToLookup(u => (u.Kind, u.Id));
        var second = other.Uses.ToLookup(u => (u.Kind, u.Id));
        foreach (var key in first.Select(g => g.Key).Union(second.Select(g => g.Key)).OrderBy(k => k.Kind).ThenBy(k => k.Id, StringComparer.Ordinal))
        {
            var (a, b) = (first[key].FirstOrDefault(), second[key].FirstOrDefault());
            var difference = new UseDifference { Kind = key.Kind, Id = key.Id, FirstMostPercent = Most(a), SecondMostPercent = Most(b) };
            if (a is { HasFirstFullDay: true })
            {
                difference.FirstFullDay = a.FirstFullDay;
            }

            if (b is { HasFirstFullDay: true })
            {
                difference.SecondFullDay = b.FirstFullDay;
            }

            if (difference.FirstMostPercent != difference.SecondMostPercent || difference.HasFirstFullDay != difference.HasSecondFullDay || difference.FirstFullDay != difference.SecondFullDay)
            {
                yield return difference;
            }
        }
    }

    private static int Most(MovementUse? use) => use?.DailyPercent.DefaultIfEmpty(0).Max() ?? 0;
}
