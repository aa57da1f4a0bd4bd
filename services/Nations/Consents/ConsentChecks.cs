using Summit.Api.V1;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.ConsentRules;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Consents;

/// <summary>
/// Validates an answer before it is stored and reports every violation. A draft may omit fields that a published answer requires.
/// </summary>
internal static class ConsentChecks
{
    public static Violations Check(WriteContext write, Consent consent)
    {
        var violations = new Violations();
        violations.Require(
            ConsentNeed.IsNeededFor(consent.Role),
            "consent.role",
            $"{(int)consent.Role} is not a role that needs consent; name AFFECTED_ROLE_SUBJECT, AFFECTED_ROLE_HOST or AFFECTED_ROLE_TRANSIT");
        References.Check(write.Transaction, Types.Nations, NationOf(consent), "parent", violations);
        References.Check(write.Transaction, Types.Decisions, consent.Decision, "consent.decision", violations);
        References.CheckOrder(consent.ConsentDate, consent.EndDate, "consent_date", "consent.end_date", violations);
        PlainText.Check(consent.Areas, "consent.areas", violations);
        References.CheckPublished(write, consent.Source, "consent.source", violations);
        if (consent.PublishState == PublishState.Published && Types.Decisions.IsName(consent.Decision)
            && write.Transaction.Find(Types.Decisions, consent.Decision) is { } decision)
        {
            CheckContent(consent, decision, violations);
            CheckDate(write, consent, decision, violations);
        }
        return violations;
    }

    /// <summary>The nation that gives the answer, <c>nations/{code}</c>.</summary>
    public static string NationOf(Consent consent) => NationNames.NationOf(consent.Name);

    private static void CheckContent(Consent consent, Decision decision, Violations violations) => violations.Require(
        consent.DecisionDigest == decision.Digest,
        "consent.decision_digest",
        consent.DecisionDigest.Length == 0
            ? $"is required: an answer is given to one content of {decision.Name}; read the decision and send its digest"
            : $"\"{consent.DecisionDigest}\" is not the digest of {decision.Name} as it is written now; read the decision again");

    private static void CheckDate(WriteContext write, Consent consent, Decision decision, Violations violations)
    {
        if (consent.ConsentDate.TryDay() is not { } day)
        {
            return; // the field rules say so
        }
        var written = decision.ContentTime?.Day() ?? day;
        violations.Require(day >= written, "consent.consent_date", $"{day:yyyy-MM-dd} is before the content of {decision.Name} was written; it must be {written:yyyy-MM-dd} or later");
        var today = write.Now.Day();
        violations.Require(day <= today, "consent.consent_date", $"{day:yyyy-MM-dd} is in the future; it must be today, {today:yyyy-MM-dd}, or earlier");
        var others = write.Transaction.List(Types.Consents, NationOf(consent)).Where(c => c.Name != consent.Name);
        if (Standing.LatestFor(decision.Name, NationOf(consent), consent.Role, others) is { } replaced)
        {
            var earliest = replaced.ConsentDate.ToDateOnly();
            violations.Require(day >= earliest, "consent.consent_date", $"{day:yyyy-MM-dd} is before {replaced.Name}, which it replaces; it must be {earliest:yyyy-MM-dd} or later");
        }
    }
}
