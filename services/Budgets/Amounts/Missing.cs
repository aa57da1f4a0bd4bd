using Summit.Api.V1;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Amounts;

/// <summary>Refuses a computation for want of facts, naming every one. Nothing is ever assumed in their place.</summary>
internal static class Missing
{
    public static void ThrowIfAny(IEnumerable<(string Subject, string Description)> missing, ErrorReason reason = ErrorReason.FactMissing)
    {
        var unmet = missing.Distinct().ToList();
        if (unmet.Count == 0)
        {
            return;
        }

        var names = string.Join("; ", unmet.Take(20).Select(one => one.Subject)) + (unmet.Count > 20 ? $" and {unmet.Count - 20} more" : "");
        throw new PreconditionException(reason, unmet, $"Not held: {names}. {unmet[0].Description}", new Dictionary<string, string> { ["missing"] = names });
    }
}
