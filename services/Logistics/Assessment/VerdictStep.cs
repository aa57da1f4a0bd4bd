using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Step 9: the verdict of one posture, why, and the single bottleneck.</summary>
internal static class VerdictStep
{
    /// <summary>Fills verdict, reasons and bottleneck of a case. What is missing goes before everything else; what is known is said all the same.</summary>
    public static void Judge(PostureCase judged, Question question, int strength, PermissionSection permission, SectionState cost)
    {
        var unknown = Unknown(judged, permission, cost);
        judged.VerdictReasons.Add(unknown);
        if (!judged.Movement.State.IsAvailable())
        {
            (judged.Verdict, judged.Bottleneck) = (Verdict.UnknownInputs, $"Not known: {unknown[0]}");
            return;
        }

        var obstacles = Obstacles.Of(judged, question, strength);
        judged.Verdict = (unknown.Count > 0, permission.Permitted, obstacles.Count == 0) switch
        {
            (true, _, _) => Verdict.UnknownInputs,
            (_, true, true) => Verdict.PermittedAndFeasible,
            (_, false, true) => Verdict.FeasibleNotPermitted,
            (_, true, false) => Verdict.PermittedNotFeasible,
            _ => Verdict.Neither,
        };
        var consents = MissingConsents(permission);
        judged.VerdictReasons.Add(consents.Length > 0 ? consents : "Every consent that the decision needs is on record.");
        judged.VerdictReasons.Add(obstacles.Count > 0 ? obstacles.Select(o => o.Reason) : ["The strength can be raised, moved in time and kept for the whole duration."]);
        judged.Bottleneck = obstacles.Count > 0 ? obstacles[0].Bottleneck : consents.Length > 0 ? consents : Slack(judged.Movement);
    }

    /// <summary>The verdict of the whole answer: of the posture asked for, or of the worse end when it is not known.</summary>
    public static void Conclude(AssessDeploymentResponse answer, UsaPosture asked)
    {
        var best = answer.Cases[0];
        if (asked != UsaPosture.Unknown)
        {
            var only = answer.Cases.First(c => c.Posture == asked);
            (answer.Verdict, answer.Bottleneck) = (only.Verdict, only.Bottleneck);
            answer.VerdictReasons.Add(only.VerdictReasons);
            return;
        }

        var worst = answer.Cases[^1];
        (answer.Verdict, answer.Bottleneck) = (worst.Verdict, worst.Bottleneck);
        if (best.Verdict == worst.Verdict && best.Movement.State.IsAvailable())
        {
            // What binds with all that the United States could give binds in any case: that is the one to name.
            answer.Bottleneck = $"{best.Bottleneck} This binds whatever the United States do.";
        }

        answer.VerdictReasons.Add(worst.VerdictReasons.Intersect(best.VerdictReasons));
        answer.VerdictReasons.Add(worst.VerdictReasons.Except(best.VerdictReasons).Select(r => $"Without the United States: {r}"));
        answer.VerdictReasons.Add(best.VerdictReasons.Except(worst.VerdictReasons).Select(r => $"With their full backstop: {r}"));
    }

    private static List<string> Unknown(PostureCase judged, PermissionSection permission, SectionState cost) =>
    [
        .. new[] { ("permission", permission.State), ("strength", judged.Strength.State), ("rotation", judged.Rotation.State), ("movement", judged.Movement.State), ("cost", cost) }
            .Where(s => !s.Item2.IsAvailable())
            .GroupBy(s => s.Item2.Detail, StringComparer.Ordinal)
            .Select(g => $"{string.Join(", ", g.Select(s => s.Item1))}: {g.Key}"),
    ];

    private static string MissingConsents(PermissionSection permission)
    {
        var missing = permission.Consents.Where(c => !c.OnRecord).GroupBy(c => c.DisplayName, c => c.Role.ToLowerInvariant().Replace('_', ' '))
            .Select(g => $"{g.Key} (as {string.Join(" and ", g)})").ToList();
        return missing.Count == 0 ? "" : $"Consent is not on record of {string.Join(", ", missing)}: nothing is decided about a nation without it.";
    }

    private static string Slack(MovementSection movement) => movement.AsIfGiven.FirstBinding is { } binding
        ? $"Nothing stops it; what sets the closure is {Obstacles.Gain(binding)}"
        : "Nothing stops it, and no capacity of the network binds.";
}
