using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Funds;

/// <summary>A fund begins empty, and does not go while its ledger has something to tell.</summary>
internal sealed class FundRules : ResourceRules<Fund>
{
    public override void OnCreate(WriteContext write, Fund resource)
    {
        // Output only: what a caller sends there is not taken.
        FundLedger.Open(resource);
    }

    public override void OnDelete(WriteContext write, Fund current)
    {
        if (current.EventCount > 0)
        {
            throw new PreconditionException(
                ErrorReason.StateForbids,
                current.Name,
                $"{current.Name} has {current.EventCount} events; a ledger is never removed.",
                new Dictionary<string, string> { ["state"] = "HAS_EVENTS", ["allowed"] = "EMPTY" });
        }
    }
}
