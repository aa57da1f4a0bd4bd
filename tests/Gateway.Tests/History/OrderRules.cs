namespace Summit.Gateway.Tests.History;

/// <summary>How new an answer must be, by what others saw before it was asked for.</summary>
internal static class OrderRules
{
    /// <summary>
    /// An answer marked fresh is no older than the lease before its call began: whatever anybody had been told by then, it
    /// has. That a store was replaced counts as newer than all of the one before.
    /// </summary>
    public static IEnumerable<Violation> FreshIsWithinTheLease(CheckedHistory history) => Behind(
        history, nameof(FreshIsWithinTheLease), history.Operations,
        history.Operations.Where(o => CheckedHistory.IsRead(o) && !CheckedHistory.IsStale(o)), history.History.Lease);

    /// <summary>What asks for <c>strong</c>, and every write, is no older than the beginning of its call.</summary>
    public static IEnumerable<Violation> StrongIsNewest(CheckedHistory history) => Behind(
        history, nameof(StrongIsNewest), history.Operations,
        history.Operations.Where(o => (o.Strong && CheckedHistory.IsRead(o)) || o.Kind == OperationKind.Write));

    /// <summary>Who sends back the last vector sees at least that, through any gateway and in any answer: its own writes too.</summary>
    public static IEnumerable<Violation> SessionNeverGoesBack(CheckedHistory history)
    {
        foreach (var client in history.Operations.GroupBy(o => o.Client))
        {
            foreach (var violation in Behind(history, nameof(SessionNeverGoesBack), client, client.Where(o => o.Least is not null)))
            {
                yield return violation;
            }
        }

        foreach (var operation in history.Operations.Where(o => o.Least is not null))
        {
            var least = history.Truth.PointOf(Client.RevisionVector.Parse(operation.Least)[Question.Package]);
            if (least is { } asked && history.PointOf(operation) is { } point && point < asked)
            {
                yield return new(nameof(SessionNeverGoesBack), $"{operation} is behind what it asked for, {operation.Least}");
            }
        }
    }

    /// <summary>Without a session: one gateway, as long as it lives, never goes back behind what it has shown, to anybody.</summary>
    public static IEnumerable<Violation> GatewayNeverGoesBack(CheckedHistory history) => ByGateway(history).SelectMany(gateway =>
        Behind(history, nameof(GatewayNeverGoesBack), gateway.Where(o => !CheckedHistory.IsStale(o)), gateway.Where(o => !CheckedHistory.IsStale(o))));

    /// <summary>Who has shown a new store shows nothing more of the one before, not even marked as stale.</summary>
    public static IEnumerable<Violation> StaleIsOfNoFormerStore(CheckedHistory history) => ByGateway(history)
        .SelectMany(gateway => history.After(gateway, gateway.Where(CheckedHistory.IsStale)))
        .Where(pair => history.PointOf(pair.Asker)!.Value.Epoch < history.PointOf(pair.Before)!.Value.Epoch)
        .Select(pair => new Violation(nameof(StaleIsOfNoFormerStore), $"{pair.Asker} is of a former store, and through the same gateway before it: {pair.Before}"));

    private static IEnumerable<List<Operation>> ByGateway(CheckedHistory history) =>
        history.Operations.Where(o => o.Via != "service" && o.Life >= 0).GroupBy(o => (o.Via, o.Life)).Select(g => g.ToList());

    private static IEnumerable<Violation> Behind(
        CheckedHistory history, string rule, IEnumerable<Operation> observers, IEnumerable<Operation> askers, long allowance = 0) =>
        history.After(observers, askers, allowance)
            .Where(pair => history.PointOf(pair.Asker)!.Value < history.PointOf(pair.Before)!.Value)
            .Select(pair => new Violation(rule, $"{pair.Asker} is behind {pair.Before}"));
}
