using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.VerdictReason.Types.Kind;

namespace Summit.Logistics.Assessment;

/// <summary>Step 9: the verdict of one posture, its reasons, and the single bottleneck.</summary>
internal static class VerdictStep
{
    /// <summary>Fills verdict, reasons and bottleneck of a case. Missing inputs take precedence over everything else; known results are still reported.</summary>
    public static void Judge(PostureCase judged, Question question, long strength, PermissionSection permission, SectionState cost)
    {
        var unknown = Unknown(judged, permission, cost);
        judged.VerdictReasons.Add(unknown);
        if (!judged.Movement.State.IsAvailable())
        {
            judged.Verdict = judged.UnfavourableVerdict = judged.FavourableVerdict = Verdict.UnknownInputs;
            judged.Bottleneck = unknown[0].Clone();
            return;
        }

        bool? permitted = unknown.Count > 0 ? null : permission.Permitted;
        Verdict At(RangeEnd end) => Of(permitted, Obstacles.Of(judged, question, strength, end).Count == 0);
        (judged.UnfavourableVerdict, judged.Verdict, judged.FavourableVerdict) = (At(RangeEnd.Unfavourable), At(RangeEnd.Mid), At(RangeEnd.Favourable));
        var obstacles = Obstacles.Of(judged, question, strength);
        var refused = PermissionReasons.Of(permission, strength);
        judged.VerdictReasons.Add(refused.Count > 0 ? refused : [new VerdictReason { Kind = Kind.ConsentsComplete, Sentence = "Every needed consent is on record." }]);
        judged.VerdictReasons.Add(obstacles.Count > 0 ? obstacles : [Feasible(judged)]);
        if (OffersShort(judged.Strength, strength) is { } offers)
        {
            judged.VerdictReasons.Add(offers);
        }

        judged.Bottleneck = (obstacles.FirstOrDefault() ?? refused.FirstOrDefault() ?? Slack(judged.Movement)).Clone();
    }

    /// <summary>The verdict.</summary>
    /// <param name="permitted">Whether every needed consent is on record; null when inputs are missing.</param>
    /// <param name="feasible">Whether nothing stops the force.</param>
    public static Verdict Of(bool? permitted, bool feasible) => (permitted, feasible) switch
    {
        (null, _) => Verdict.UnknownInputs,
        (true, true) => Verdict.PermittedAndFeasible,
        (false, true) => Verdict.FeasibleNotPermitted,
        (true, false) => Verdict.PermittedNotFeasible,
        _ => Verdict.Neither,
    };

    /// <summary>The verdict of the whole answer: that of the requested posture, or of the worse end when the posture is not known.</summary>
    public static void Conclude(AssessDeploymentResponse answer, UsaPosture asked)
    {
        var best = answer.Cases[0];
        if (asked != UsaPosture.Unknown)
        {
            var only = answer.Cases.First(c => c.Posture == asked);
            (answer.Verdict, answer.Bottleneck) = (only.Verdict, only.Bottleneck.Clone());
            answer.VerdictReasons.Add(only.VerdictReasons);
            return;
        }

        var worst = answer.Cases[^1];
        // A capacity that binds with everything the United States could give always binds, so it is the one to name.
        var same = best.Verdict == worst.Verdict && best.Movement.State.IsAvailable();
        (answer.Verdict, answer.Bottleneck) = (worst.Verdict, same ? best.Bottleneck.Clone() : worst.Bottleneck.Clone());
        if (!same && worst.Bottleneck.Kind != Kind.InputUnknown)
        {
            answer.Bottleneck.OnlyUnder = UsaPosture.None;
        }

        answer.VerdictReasons.Add(worst.VerdictReasons.Intersect(best.VerdictReasons));
        answer.VerdictReasons.Add(worst.VerdictReasons.Except(best.VerdictReasons).Select(r => Only(r, UsaPosture.None, "Without the United States: ")));
        answer.VerdictReasons.Add(best.VerdictReasons.Except(worst.VerdictReasons).Select(r => Only(r, UsaPosture.FullBackstop, "With their full backstop: ")));
    }

    private static VerdictReason Only(VerdictReason reason, UsaPosture posture, string prefix)
    {
        var only = reason.Clone();
        (only.OnlyUnder, only.Sentence) = (posture, prefix + reason.Sentence);
        return only;
    }

    private static List<VerdictReason> Unknown(PostureCase judged, PermissionSection permission, SectionState cost) =>
    [
        .. new[] { ("permission", permission.State), ("strength", judged.Strength.State), ("rotation", judged.Rotation.State), ("movement", judged.Movement.State), ("sustainment", judged.Sustainment.State), ("cost", cost) }
            .Where(s => !s.Item2.IsAvailable())
            .GroupBy(s => s.Item2.Detail, StringComparer.Ordinal)
            .Select(g => new VerdictReason { Kind = Kind.InputUnknown, Sentence = $"{string.Join(", ", g.Select(s => s.Item1))}: {g.Key}", Subjects = { g.Select(s => s.Item1) } }),
    ];

    private static VerdictReason Feasible(PostureCase judged) => new()
    {
        Kind = Kind.Feasible,
        Sentence = $"The {judged.Strength.ForcePersons:N0} persons can be raised and moved in time, and {(judged.Rotation.Holds ? "every line can be kept for the whole duration" : "are in place")}.",
    };

    /// <summary>A shortfall of offers or reported offers. It does not affect the verdict, which is based on what nations could offer; it is reported beside it.</summary>
    private static VerdictReason? OffersShort(StrengthSection strength, long asked)
    {
        var said = strength.OfferedOrReportedPersons?.Mid ?? 0;
        return said >= asked ? null : new VerdictReason
        {
            Kind = Kind.OffersShort,
            Sentence = $"Offered or reported by then: {said:N0} of {asked:N0} persons; the rest is what nations that support it could offer.",
            Required = asked,
            Available = said,
            Unit = "persons",
        };
    }

    private static VerdictReason Slack(MovementSection movement) => movement.AsIfGiven.FirstBinding is { } binding
        ? new VerdictReason
        {
            Kind = Kind.SetsClosure,
            Sentence = $"Nothing stops it; what sets the closure is {Obstacles.Gain(binding)}",
            Subjects = { binding.Name },
            Required = movement.CargoTonnes,
            Available = binding.CapacityTonnesPerDay,
            Unit = "tonnes per day",
            Reliefs = { movement.AsIfGiven.Bindings.Where(b => b.HoursGained > 0).Select(Obstacles.Relief) },
        }
        : new VerdictReason { Kind = Kind.SetsClosure, Sentence = $"Nothing stops it. {movement.AsIfGiven.NothingGains}" };
}
