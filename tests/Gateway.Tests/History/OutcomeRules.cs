namespace Summit.Gateway.Tests.History;

/// <summary>What became of calls.</summary>
internal static class OutcomeRules
{
    private static readonly string[] Transient = ["Unavailable", "DeadlineExceeded", "Cancelled"];
    private static readonly string[] RefusedWrites = ["NotFound", "AlreadyExists", "Aborted", "FailedPrecondition"];

    /// <summary>What was acknowledged is what the store held at the revision that the acknowledgement named.</summary>
    public static IEnumerable<Violation> AcknowledgedIsInTheLog(CheckedHistory history)
    {
        foreach (var write in history.Operations.Where(o => o is { Kind: OperationKind.Write, Status: "OK" }))
        {
            if (history.PointOf(write) is not { } point)
            {
                continue; // Said by another rule.
            }

            var held = history.Truth.At(point, write.Scope, write.Name);
            if ((held?.Content ?? RunHistory.Nothing) != write.Content)
            {
                yield return new(
                    nameof(AcknowledgedIsInTheLog), $"{write} was acknowledged, and the log holds something else there, {history.WriterOf(write, write.Name, held)}");
            }
        }
    }

    /// <summary>A call fails only for a reason of the domain, or while its gateway or the service is at fault; Redis is no excuse.</summary>
    public static IEnumerable<Violation> ErrorsHaveAFault(CheckedHistory history)
    {
        foreach (var operation in history.Operations.Where(o => o.Status != "OK" && !IsRefusal(o) && !(o.HungUp && o.Status == "Cancelled")))
        {
            var meets = history.History.Faults.Where(f => f.Start <= operation.End && operation.Start <= f.End).ToList();
            if (!Transient.Contains(operation.Status) || !meets.Exists(f => f.Target == "service" || f.Target == operation.Via))
            {
                var faults = meets.Count == 0 ? "no fault" : string.Join(", ", meets.Select(f => f.Kind));
                yield return new(nameof(ErrorsHaveAFault), $"{operation} failed during {faults}: {operation.Error}");
            }
        }
    }

    private static bool IsRefusal(Operation operation) =>
        operation.Kind == OperationKind.Write ? RefusedWrites.Contains(operation.Status) : CheckedHistory.IsRead(operation);
}
