using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Funds;

/// <summary>A new fund is empty. A fund with ledger events cannot be deleted.</summary>
internal sealed class FundRules : ResourceRules<Fund>
{
    public override void OnCreate(WriteContext write, Fund resource)
    {
        // These fields are output only. Values that a caller sends are ignored.
        FundLedger.Open(resource);
    }

    public override void OnDelete(WriteContext write, Fund current)
    {
        if (current.EventCount > 0)
        {
            throw new PreconditionException(
                ErrorReason.StateForbids,
                current.Name,
                $"{current.Name} has {current.EventCount} events; a fund with ledger events cannot be deleted.",
                new Dictionary<string, string> { ["state"] = "HAS_EVENTS", ["allowed"] = "EMPTY" });
        }
    }
}
