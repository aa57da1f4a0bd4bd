namespace Summit.Gateway.Tests.History;

/// <summary>A promise that was not kept.</summary>
/// <param name="Rule">Name of the promise.</param>
/// <param name="Text">What happened, with the operations that show it.</param>
internal sealed record Violation(string Rule, string Text)
{
    public override string ToString() => $"{Rule}: {Text}";
}

/// <summary>Holds what clients saw against what was true. A pure function: the same history gives the same answer.</summary>
internal static class HistoryChecker
{
    private static readonly Func<CheckedHistory, IEnumerable<Violation>>[] Rules =
    [
        AnswerRules.NamesARevision, AnswerRules.EqualsTheLog, AnswerRules.IsMarkedWhenStale, AnswerRules.ShowsNoDraftOfOthers,
        OrderRules.FreshIsWithinTheLease, OrderRules.StrongIsNewest, OrderRules.SessionNeverGoesBack, OrderRules.GatewayNeverGoesBack,
        OrderRules.StaleIsOfNoFormerStore,
        OutcomeRules.AcknowledgedIsInTheLog, OutcomeRules.ErrorsHaveAFault,
    ];

    public static IReadOnlyList<Violation> Check(RunHistory history)
    {
        var view = new CheckedHistory(history);
        return [.. Rules.SelectMany(rule => rule(view))];
    }
}

/// <summary>A history and what the rules ask of it again and again.</summary>
internal sealed class CheckedHistory
{
    private readonly Dictionary<int, ContentView> _contents = [];
    private readonly ILookup<Point, Operation> _writes;
    private readonly Point?[] _points;

    public CheckedHistory(RunHistory history)
    {
        History = history;
        Truth = new Truth(history.Logs);
        _points = [.. history.Operations.Select(o => Truth.PointOf(o.Revision))];
        Operations = history.Operations;
        _writes = Operations.Where(o => o is { Kind: OperationKind.Write, Status: "OK" } && _points[o.Id] is not null).ToLookup(o => _points[o.Id]!.Value);
    }

    public RunHistory History { get; }

    public Truth Truth { get; }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The revision that an operation's answer names; null when it names none of this history.</summary>
    public Point? PointOf(Operation operation) => _points[operation.Id];

    /// <summary>Answers of the kind that is kept: results of reads, and certain absence.</summary>
    public static bool IsRead(Operation operation) =>
        operation.Kind != OperationKind.Write && (operation.Status == "OK" || (operation.Status == "NotFound" && operation.Kind == OperationKind.Get));

    public static bool IsStale(Operation operation) => operation.Cache == "stale";

    /// <summary>What an answer's message holds.</summary>
    public ContentView Read(Operation operation)
    {
        if (!_contents.TryGetValue(operation.Content, out var view))
        {
            _contents[operation.Content] = view = ContentView.Of(operation, History.Contents[operation.Content]);
        }

        return view;
    }

    /// <summary>Who wrote a change in the store that an operation names, in words.</summary>
    public string WriterOf(Operation operation, string name, LoggedChange? change) =>
        change is null || PointOf(operation) is not { } point ? $"{name} was never written"
        : _writes[point with { Number = change.Revision }].FirstOrDefault() is { } write ? $"written by {write}"
        : $"written at {change.Revision} by {change.Actor}";

    /// <summary>Pairs each asker with the newest answer that was complete before it began, less <paramref name="allowance"/>.</summary>
    public IEnumerable<(Operation Asker, Operation Before)> After(IEnumerable<Operation> observers, IEnumerable<Operation> askers, long allowance = 0)
    {
        var ended = new Queue<Operation>(observers.Where(o => PointOf(o) is not null).OrderBy(o => o.End));
        Operation? newest = null;
        foreach (var asker in askers.Where(o => PointOf(o) is not null).OrderBy(o => o.Start))
        {
            while (ended.Count > 0 && ended.Peek().End < asker.Start - allowance)
            {
                var next = ended.Dequeue();
                newest = newest is null || PointOf(next)!.Value > PointOf(newest)!.Value ? next : newest;
            }

            if (newest is not null)
            {
                yield return (asker, newest);
            }
        }
    }
}
