using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Status = Summit.Nations.V1.Mandate.Types.Status;

namespace Summit.Nations.Mandates;

/// <summary>Ends a published approval. No other field of it may change.</summary>
internal static class MandateEnding
{
    /// <summary>Refuses any change that does more than end the mandate, and any end date later than the current one.</summary>
    public static void Require(WriteContext write, Mandate current, Mandate next)
    {
        var same = current.Clone();
        (same.EndDate, same.Status, same.Etag) = (next.EndDate, next.Status, next.Etag);
        if (!same.Equals(next))
        {
            throw MandateRules.Fixed(current, "decided: what was approved or refused cannot be changed; record a later mandate, which replaces it");
        }
        if (current.Status != Status.Approved && (next.Status != current.Status || !Equals(next.EndDate, current.EndDate)))
        {
            throw MandateRules.Fixed(current, "not an approval in force, so there is nothing to end; record a later mandate, which replaces it");
        }
        if (next.Status is not (Status.Approved or Status.Expired))
        {
            throw MandateRules.Fixed(current, "approved: it can only be ended with STATUS_EXPIRED; record a later mandate for another answer");
        }
        var violations = new Violations();
        References.CheckOrder(next.ApprovalDate, next.EndDate, "approval_date", "mandate.end_date", violations);
        var (before, after) = (current.EndDate.TryDay(), next.EndDate.TryDay());
        violations.Require(
            before is null || after <= before, "mandate.end_date", $"{(after is { } later ? $"{later:yyyy-MM-dd}" : "no end")} is after {before:yyyy-MM-dd}, until when it was approved; it must be that day or earlier");
        MandateDates.CheckOver(next, write.Now.Day(), violations);
        violations.ThrowIfAny();
    }
}
