using Google.Protobuf;

namespace Summit.Gateway.Tests.History;

/// <summary>What one answer must be, whatever others saw.</summary>
internal static class AnswerRules
{
    private static readonly string[] Outcomes = ["hit", "miss", "bypass", "stale"];

    /// <summary>Every answer says how it was served and which revision it shows, and a store has had that revision.</summary>
    public static IEnumerable<Violation> NamesARevision(CheckedHistory history) => history.Operations
        .Where(o => (CheckedHistory.IsRead(o) || o is { Kind: OperationKind.Write, Status: "OK" })
            && (history.PointOf(o) is null || (o.Via != "service" && !Outcomes.Contains(o.Cache))))
        .Select(o => new Violation(nameof(NamesARevision), $"{o} names no revision that a store has had, or not how it was served"));

    /// <summary>An answer, stale or not, is what the store held at the revision it names, as this caller may see it.</summary>
    public static IEnumerable<Violation> EqualsTheLog(CheckedHistory history)
    {
        foreach (var operation in history.Operations.Where(CheckedHistory.IsRead))
        {
            if (history.PointOf(operation) is not { } point)
            {
                continue; // Said by another rule.
            }

            if ((operation.Kind == OperationKind.Get ? WrongGet(history, operation, point) : WrongList(history, operation, point)) is { } wrong)
            {
                yield return new(nameof(EqualsTheLog), wrong);
            }
        }
    }

    /// <summary>What may be out of date says so, and only where the contract allows it and nobody asked for more.</summary>
    public static IEnumerable<Violation> IsMarkedWhenStale(CheckedHistory history)
    {
        foreach (var operation in history.Operations)
        {
            if (CheckedHistory.IsStale(operation) != operation.Stale is not null)
            {
                yield return new(nameof(IsMarkedWhenStale), $"{operation} says \"{operation.Cache}\" and summit-stale \"{operation.Stale}\"");
            }
            else if (operation.Stale is { } stale && !stale.StartsWith($"{Question.Package}={operation.Revision};", StringComparison.Ordinal))
            {
                yield return new(nameof(IsMarkedWhenStale), $"{operation} is marked with another revision: {stale}");
            }
            else if (operation.Stale is not null && (operation.Strong || ContentView.MethodOf(operation).Reads?.StaleAllowed != true))
            {
                yield return new(nameof(IsMarkedWhenStale), $"{operation} is stale where that is not allowed");
            }
        }
    }

    /// <summary>No draft of another nation shows: not in a result, not in an error.</summary>
    public static IEnumerable<Violation> ShowsNoDraftOfOthers(CheckedHistory history)
    {
        foreach (var operation in history.Operations)
        {
            if (operation.Content >= 0 && history.Read(operation).Items.FirstOrDefault(i => i.Draft && !IsOwn(operation, i.Name)) is { } draft)
            {
                var held = history.PointOf(operation) is { } point ? history.Truth.At(point, OwnerOf(draft.Name), draft.Name) : null;
                yield return new(nameof(ShowsNoDraftOfOthers), $"{operation} shows {draft.Name}, a draft, {history.WriterOf(operation, draft.Name, held)}");
            }

            if (Said(operation.Error) is { } nation && nation != operation.Scope)
            {
                yield return new(nameof(ShowsNoDraftOfOthers), $"{operation} failed with words of {nation}: {operation.Error}");
            }
        }
    }

    private static string? WrongGet(CheckedHistory history, Operation operation, Point point)
    {
        var held = history.Truth.At(point, operation.Scope, operation.Name);
        var content = held?.Content ?? RunHistory.Nothing;
        return operation.Content == content
            ? null
            : $"{operation} shows {Describe(operation.Content)}, and the log holds {Describe(content)} there, {history.WriterOf(operation, operation.Name, held)}";
    }

    private static string? WrongList(CheckedHistory history, Operation operation, Point point)
    {
        var (items, more) = (history.Read(operation).Items, history.Read(operation).More);
        var held = history.Truth.ListAt(point, operation.Scope, operation.Name, CollectionOf(operation));
        var page = Math.Min(held.Count, WorkNames.Page);
        for (var i = 0; i < Math.Max(page, items.Count); i++)
        {
            var (shown, there) = (i < items.Count ? items[i] : null, i < page ? held[i] : null);
            if (shown is null || there is null || shown.Name != there.Name || !shown.Content.Span.SequenceEqual(history.History.Contents[there.Content]))
            {
                var name = there?.Name ?? shown!.Name;
                return $"{operation} has {shown?.Name ?? "nothing"} at place {i}, and the log holds {there?.Name ?? "nothing"} there, "
                    + history.WriterOf(operation, name, history.Truth.At(point, operation.Scope, name));
            }
        }

        return more == held.Count > WorkNames.Page
            ? null
            : $"{operation} says that {(more ? "more follow" : "nothing follows")}, and the log holds {(more ? "no more" : "more")}";
    }

    private static string Describe(int content) => content < 0 ? "nothing" : $"content {content}";

    // ListPositions lists positions.
    private static string CollectionOf(Operation operation) =>
        operation.Method[(operation.Method.LastIndexOf("/List", StringComparison.Ordinal) + "/List".Length)..].ToLowerInvariant();

    private static bool IsOwn(Operation operation, string name) => OwnerOf(name) == operation.Scope;

    private static string OwnerOf(string name) => name.Split('/')[1];

    private static string? Said(string? error) =>
        error?.IndexOf(WorkNames.SaidBy, StringComparison.Ordinal) is >= 0 and var at && error.Length >= at + WorkNames.SaidBy.Length + 3
            ? error.Substring(at + WorkNames.SaidBy.Length, 3)
            : null;
}
