using Summit.Api.V1;
using Summit.Budgets.Pledges;
using Summit.Budgets.V1;

namespace Summit.Budgets.Seed;

/// <summary>
/// Pledges as a tracker sums them: each event is the state at a day and supersedes the one before, so a question about an
/// earlier day finds the state of that day.
/// </summary>
internal static class PledgeSeed
{
    private const long Billion = 1_000_000_000;

    public static IEnumerable<Pledge> Pledges(SeedFiles files) => files.Rows("pledges").GroupBy(row => (row["nation"], row["pledge"])).Select(group =>
    {
        var first = group.First();
        var pledge = new Pledge
        {
            Name = $"nations/{first["nation"]}/pledges/{first["pledge"]}",
            Description = $"Support to {first["beneficiary"]} as the tracker sums it; it does not tell deliveries apart, so nothing stands under disbursed",
            Beneficiary = first["beneficiary"],
            Form = first.Enum<PledgeForm>("form"),
            CurrencyCode = first["currency"],
            Source = files.SourceOf(first),
            PublishState = PublishState.Published,
        };
        foreach (var row in group)
        {
            AppendPledgeEvent.Append(pledge, new PledgeEvent
            {
                Id = row["event"],
                Stage = row.Enum<PledgeEvent.Types.Stage>("stage"),
                Amount = row.Money("amount_billion", first["currency"], Billion),
                EventDate = row.Date("event_date"),
                Supersedes = row["supersedes"],
                Unpledged = row.Flag("unpledged"),
            });
        }

        return pledge;
    });
}
