using System.Security.Cryptography;
using Google.Protobuf;
using Summit.Nations.V1;

namespace Summit.Nations.ConsentRules;

/// <summary>What a consent is given to: everything of a decision but its lifecycle.</summary>
internal static class DecisionContent
{
    /// <summary>SHA-256 of the content, 64 hexadecimal digits. The decision's name and uid are part of it.</summary>
    public static string DigestOf(Decision decision)
    {
        var content = decision.Clone();
        content.State = Decision.Types.State.Unspecified;
        content.Transitions.Clear();
        (content.SilenceStartTime, content.SilenceEndTime, content.VotingEndTime, content.ContentTime) = (null, null, null, null);
        (content.Digest, content.Etag) = ("", "");
        return Convert.ToHexStringLower(SHA256.HashData(content.ToByteArray()));
    }

    /// <summary>All nations that a decision affects: those that follow from what it does, and those it names besides. One per nation and role.</summary>
    public static IReadOnlyList<AffectedNation> AffectedBy(Decision decision) =>
    [
        .. Parts(decision)
            .GroupBy(part => (part.Nation, part.Role))
            .OrderBy(group => group.Key.Nation, StringComparer.Ordinal).ThenBy(group => group.Key.Role)
            .Select(group => Widest([.. group])),
    ];

    /// <summary>The role of a nation to which something is done.</summary>
    public static AffectedRole RoleOf(DecisionAction.Types.Kind kind) => kind switch
    {
        DecisionAction.Types.Kind.Station => AffectedRole.Host,
        DecisionAction.Types.Kind.Cross => AffectedRole.Transit,
        DecisionAction.Types.Kind.Decide => AffectedRole.Subject,
        DecisionAction.Types.Kind.Send => AffectedRole.Contributor,
        DecisionAction.Types.Kind.Pay => AffectedRole.Payer,
        _ => AffectedRole.Unspecified,
    };

    private static IEnumerable<AffectedNation> Parts(Decision decision) =>
        decision.Actions.Select(action =>
        {
            var part = new AffectedNation { Nation = action.Nation, Role = RoleOf(action.Kind), Areas = { action.Areas } };
            if (action.HasCeilingPersons)
            {
                part.CeilingPersons = action.CeilingPersons;
            }
            return part;
        }).Concat(decision.Affects);

    // No limit is wider than any limit.
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
