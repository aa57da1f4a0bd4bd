using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Status = Summit.Nations.V1.Mandate.Types.Status;

namespace Summit.Nations.Mandates;

/// <summary>Validates the dates of a mandate and reports violations.</summary>
internal static class MandateDates
{
    public static void Check(WriteContext write, Mandate mandate, Violations violations)
    {
        var today = write.Now.Day();
        violations.Require(
            mandate.ApprovalDate is not null || mandate.Status is not (Status.Approved or Status.Refused or Status.Expired),
            "mandate.approval_date", "is required once the mandate is approved or refused");
        violations.Require(
            !(mandate.ApprovalDate.TryDay() > today), "mandate.approval_date", $"{mandate.ApprovalDate.TryDay():yyyy-MM-dd} is in the future; it must be today, {today:yyyy-MM-dd}, or earlier");
        var written = Types.Decisions.IsName(mandate.Decision) ? write.Transaction.Find(Types.Decisions, mandate.Decision)?.ContentTime?.Day() : null;
        violations.Require(
            !(mandate.ApprovalDate.TryDay() < written), "mandate.approval_date",
            $"{mandate.ApprovalDate.TryDay():yyyy-MM-dd} is before the content of {mandate.Decision} was written; it must be {written:yyyy-MM-dd} or later");
        References.CheckOrder(mandate.ApprovalDate, mandate.EndDate, "approval_date", "mandate.end_date", violations);
        CheckOver(mandate, today, violations);
    }

    /// <summary>Requires that an expired mandate has a last day and that this day has passed.</summary>
    public static void CheckOver(Mandate mandate, DateOnly today, Violations violations) => violations.Require(
        mandate.Status != Status.Expired || mandate.EndDate.TryDay() < today,
        "mandate.end_date",
        $"is {(mandate.EndDate.TryDay() is { } end ? $"{end:yyyy-MM-dd}" : "not set")}; a mandate that is over has a last day before today, {today:yyyy-MM-dd}");
}
