using System.Text.RegularExpressions;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Nations.V1;

namespace Summit.Nations.ResponseLadders;

/// <summary>
/// Refuses texts that ask for what this system does not do: places finer than a sector, targets, the use of weapons. The fields
/// with a fixed meaning leave no room for it, so only free texts are searched. PERMISSION_DENIED, OUT_OF_SCOPE.
/// </summary>
internal static partial class Scope
{
    /// <summary>Refuses an incident whose texts name a position on the map.</summary>
    public static void Require(Incident incident, string field)
    {
        foreach (var (text, name) in new[] { (incident.Summary, "summary"), (incident.Reporter, "reporter"), (incident.Attribution?.Party ?? "", "attribution.party") })
        {
            RequireNoPlace(text, $"{field}.{name}");
        }
    }

    /// <summary>Refuses a ladder whose texts ask for targets or weapons, or name a position on the map.</summary>
    public static void Require(ResponseLadder ladder, string field)
    {
        RequireNoWeapons(ladder.DisplayName, $"{field}.display_name");
        foreach (var (index, rung) in ladder.Rungs.Index())
        {
            RequireNoWeapons(rung.DisplayName, $"{field}.rungs[{index}].display_name");
            RequireNoWeapons(rung.Question, $"{field}.rungs[{index}].question");
            foreach (var (number, action) in rung.Actions.Index())
            {
                RequireNoWeapons(action.Description, $"{field}.rungs[{index}].actions[{number}].description");
            }
        }
    }

    private static void RequireNoWeapons(string text, string field)
    {
        RequireNoPlace(text, field);
        if (Weapons().Match(text) is { Success: true } found)
        {
            throw Refuse(field, found.Value, "This system plans no targets and no use of weapons; a ladder prepares political, monitoring and posture decisions.");
        }
    }

    private static void RequireNoPlace(string text, string field)
    {
        if (Place().Match(text) is { Success: true } found)
        {
            throw Refuse(field, found.Value, "This system holds no place that is finer than a sector; name the sector.");
        }
    }

    private static AccessDeniedException Refuse(string field, string found, string why) =>
        new(ErrorReason.OutOfScope, $"{field} contains \"{found}\". {why}", new Dictionary<string, string> { ["field"] = field });

    [GeneratedRegex(
        """
        \d{1,3}\.\d{3,}\s*[°NSns]?\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}   # decimal degrees
        | \d{1,3}\s*[°º]                                          # degrees and minutes
        | \b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b   # military grid
        | \bcoordinates?\b | \bgrid\s(reference|square)s?\b
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    [GeneratedRegex(
        """
        \btarget(s|ed|ing)?\b(?!\s(date|day|time)s?\b)
        | \b(air|drone|missile|artillery|rocket)[\s-]?strikes?\b | \bstrikes?\b(?!\s(a\s)?(deal|balance|agreement)) | \bstriking\b
        | \b(open|opens|return|returns)\sfire\b | \bfire\s(at|on|upon|back|mission)\b | \bshoot(s|ing)?\b
        | \bbomb(s|ed|ing|ard\w*)?\b | \bkill(s|ed|ing)?\b | \bshell\s(the|their|its|enemy)\b
        | \b(attack|destroy|neutrali[sz]e|eliminate|engage)\s(the|their|its|enemy|hostile|any|all)\b
        | \bcounter[\s-]?(attack|battery|fire)\b
        | \b(?<!without\s)(?<!without\sthe\s)(?<!no\s)use\sof\s(weapons?|lethal|armed|force)\b
        | \b(use|employ|fire|launch|release)\s(the\s|its\s|their\s|a\s|an\s)?(weapons?|missiles?|rockets?|artillery|attack|offensive|lethal)\b
        | \bweapons?\s(release|free|hold|employment)\b
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Weapons();
}
