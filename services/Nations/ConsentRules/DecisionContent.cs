using System.Security.Cryptography;
using Google.Protobuf;
using Summit.Nations.V1;

namespace Summit.Nations.ConsentRules;

/// <summary>The content that a consent refers to: every field of a decision except its lifecycle.</summary>
internal static class DecisionContent
{
    // Maximum value of a field that counts persons.
    private const long MostPersons = 10_000_000_000;

    /// <summary>SHA-256 of the content, as 64 hexadecimal digits. The content includes the name and uid of the decision.</summary>
    public static string DigestOf(Decision decision)
    {
        var content = decision.Clone();
        content.State = Decision.Types.State.Unspecified;
        content.Transitions.Clear();
        (content.SilenceStartTime, content.SilenceEndTime, content.VotingEndTime, content.ContentTime) = (null, null, null, null);
        (content.Digest, content.Etag, content.CreateTime, content.UpdateTime) = ("", "", null, null);
        return Convert.ToHexStringLower(SHA256.HashData(content.ToByteArray()));
    }

    /// <summary>
    /// Returns all nations that a decision affects: those that its actions affect, and those that it names explicitly. One entry
    /// for each nation and role.
    /// </summary>
    public static IReadOnlyList<AffectedNation> AffectedBy(Decision decision) =>
    [
        .. decision.Actions.GroupBy(action => (action.Nation, Role: RoleOf(action.Kind))).Select(group => Together(decision, [.. group])).Concat(decision.Affects)
            .GroupBy(part => (part.Nation, part.Role))
            .OrderBy(group => group.Key.Nation, StringComparer.Ordinal).ThenBy(group => group.Key.Role)
            .Select(group => Widest([.. group])),
    ];

    /// <summary>Returns the role of a nation that is the target of an action.</summary>
    public static AffectedRole RoleOf(DecisionAction.Types.Kind kind) => kind switch
    {
        DecisionAction.Types.Kind.Station => AffectedRole.Host,
        DecisionAction.Types.Kind.Cross => AffectedRole.Transit,
        DecisionAction.Types.Kind.Decide => AffectedRole.Subject,
        DecisionAction.Types.Kind.Send => AffectedRole.Contributor,
        DecisionAction.Types.Kind.Pay => AffectedRole.Payer,
        _ => AffectedRole.Unspecified,
    };

    // Combines all actions for one nation in one role. Their persons may be present at the same time, so the numbers are added.
    private static AffectedNation Together(Decision decision, IReadOnlyList<DecisionAction> actions)
    {
        var part = new AffectedNation { Nation = actions[0].Nation, Role = RoleOf(actions[0].Kind) };
        if (actions.All(a => a.HasCeilingPersons))
        {
            part.CeilingPersons = Math.Min(actions.Sum(a => a.CeilingPersons), decision.HasCeilingPersons ? decision.CeilingPersons : MostPersons);
        }
        // The areas of a decision are where forces are stationed. A transit has its own areas.
        var areas = actions.Select(a => a.Areas.Count > 0 || part.Role == AffectedRole.Transit ? a.Areas : decision.Areas).ToList();
        if (areas.All(a => a.Count > 0))
        {
            part.Areas.AddRange(areas.SelectMany(a => a).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
        return part;
    }

    // A missing limit is wider than any limit.
    private static AffectedNation Widest(IReadOnlyList<AffectedNation> parts)
    {
        var widest = new AffectedNation { Nation = parts[0].Nation, Role = parts[0].Role };
        if (parts.All(p => p.HasCeilingPersons))
        {
            widest.CeilingPersons = parts.Max(p => p.CeilingPersons);
        }
        if (parts.All(p => p.Areas.Count > 0))
        {
            widest.Areas.AddRange(parts.SelectMany(p => p.Areas).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
        return widest;
    }
}
