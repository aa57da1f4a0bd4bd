using Summit.Nations.V1;

namespace Summit.Nations.ResponseLadders;

/// <summary>Where a ladder stands, in words.</summary>
internal static class LadderSentence
{
    public static string Of(EvaluateLadderResponse answer, IReadOnlyDictionary<string, string> nations)
    {
        var counted = answer.IncidentCounts.Counted;
        if (answer.Rungs.LastOrDefault(r => r.Reached) is not { } rung)
        {
            return counted == 0 ? "No verified incident is known by then, so no rung is reached." : $"No rung is reached with {Number(counted, "verified incident")} by then.";
        }

        var place = $"Rung {answer.Rungs.IndexOf(rung) + 1} of {answer.Rungs.Count} is reached: {rung.DisplayName}.";
        var why = rung.EntryRuleHolds ? $"Its window holds {Number(rung.Counted, "incident")} of the needed severity." : "Its entry rule no longer holds, but the quiet time is not over.";
        var prepares = answer.Decision.Length == 0 ? "It names no decision." : $"It prepares the decision \"{(answer.DecisionTitle.Length > 0 ? answer.DecisionTitle : answer.Decision)}\".";
        var missing = answer.MissingConsents.Count == 0
            ? "No needed consent is missing."
            : $"Missing: the consent of {string.Join(", ", answer.MissingConsents.Select(n => nations.GetValueOrDefault(n, n)))}.";
        return $"{place} {why} {prepares} {missing}";
    }

    private static string Number(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
