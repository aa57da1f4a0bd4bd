using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Seed;

/// <summary>
/// Pledges as summed by a tracker. Each event is the state on a day and supersedes the previous event, so a request for an earlier
/// day returns the state of that day. The tracker reports commitments and allocations. It does not report announcements and
/// deliveries.
/// </summary>
internal static class PledgeSeed
{
    private const long Billion = 1_000_000_000;

    public static IEnumerable<Pledge> Pledges(SeedFiles files, Sources sources) => files.Rows("pledges").GroupBy(row => (row["nation"], row["pledge"])).Select(group =>
    {
        var first = group.First();
        var pledge = new Pledge
        {
            Name = $"nations/{first["nation"]}/pledges/{first["pledge"]}",
            Description = $"Support to {first["beneficiary"]} as the tracker sums it",
            Beneficiary = first["beneficiary"],
            Form = first.Enum<PledgeForm>("form"),
            CurrencyCode = first["currency"],
            Source = sources.Of(first),
            PublishState = PublishState.Published,
            UnreportedStages = { Stage.Pledged, Stage.Disbursed },
        };
        foreach (var row in group)
        {
            pledge.Events.Add(new PledgeEvent
            {
                Id = row["event"],
                Stage = row.Enum<Stage>("stage"),
                Amount = Amount.ToMoney(row.Exact("amount_billion") * Billion, first["currency"]),
                EventDate = row.Date("event_date"),
                Supersedes = row["supersedes"],
                Unpledged = row.Flag("unpledged"),
            });
        }

        return pledge;
    });
}
