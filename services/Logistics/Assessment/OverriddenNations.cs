using Summit.Logistics.V1;
using Summit.Nations.V1;
using Approval = Summit.Nations.V1.ContributorCheck.Types.Status;
using Case = Summit.Logistics.V1.AssessmentOverride.OverrideOneofCase;
using Status = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Logistics.Assessment;

/// <summary>Applies the overrides of a question to the data of Nations: positions, consents and approvals.</summary>
internal static class OverriddenNations
{
    private const string Why = "Assumed in this question.";

    /// <summary>The stances with the assumed ones. An assumed stance has no position, because nobody took it.</summary>
    public static IReadOnlyDictionary<string, NationStance> Stances(IReadOnlyDictionary<string, NationStance> stored, Question question)
    {
        var assumed = question.Overrides.Where(o => o.OverrideCase == Case.Position).Select(o => o.Position).ToList();
        return assumed.Count == 0 ? stored : stored.Values.Where(s => assumed.TrueForAll(a => a.Nation != s.Nation))
            .Concat(assumed.Select(a => new NationStance { Nation = a.Nation, Stance = a.Stance }))
            .ToDictionary(s => s.Nation, StringComparer.Ordinal);
    }

    /// <summary>The facts with the assumed consents and approvals.</summary>
    public static NationsFacts Of(NationsFacts stored, Question question)
    {
        var permission = stored.Permission.Clone();
        var (crossing, refusing) = (stored.Crossing.ToHashSet(StringComparer.Ordinal), stored.Refusing.ToHashSet(StringComparer.Ordinal));
        foreach (var sent in question.Overrides)
        {
            if (sent.OverrideCase == Case.Consent)
            {
                Apply(sent.Consent, permission, crossing, refusing);
            }
            else if (sent.OverrideCase == Case.Approval && permission.Contributors.FirstOrDefault(c => c.Nation == sent.Approval.Nation) is { } check)
            {
                Apply(sent.Approval, check);
            }
        }

        permission.ConsentsComplete = permission.Consents.All(c => c.Status is Status.Given or Status.NotNeeded);
        return stored with { Permission = permission, Crossing = crossing, Refusing = refusing };
    }

    private static void Apply(ConsentOverride sent, CheckPermissionResponse permission, HashSet<string> crossing, HashSet<string> refusing)
    {
        var given = sent.Answer == Consent.Types.Answer.Yes;
        foreach (var check in permission.Consents.Where(c => c.Nation == sent.Nation && c.Role == sent.Role && c.Status != Status.NotNeeded))
        {
            (check.Status, check.Consent, check.Source, check.Why) = (given ? Status.Given : Status.Refused, "", null, Why);
        }

        if (sent.Role == AffectedRole.Transit)
        {
            _ = given ? crossing.Add(sent.Nation) : crossing.Remove(sent.Nation);
            _ = given ? refusing.Remove(sent.Nation) : refusing.Add(sent.Nation);
        }
    }

    private static void Apply(ApprovalOverride sent, ContributorCheck check)
    {
        (check.Status, check.ApprovalDate) = (sent.ApproveDate is null ? Approval.Refused : Approval.Approved, sent.ApproveDate);
        (check.EndDate, check.Why) = (null, Why);
    }
}
