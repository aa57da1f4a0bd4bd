using Summit.Logistics.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;
using Kind = Summit.Logistics.V1.SensitivityRow.Types.Kind;

namespace Summit.Logistics.Assessment;

/// <summary>Step 8: one thing at a time is changed, and the changes are ranked by what they change.</summary>
internal static class SensitivityStep
{
    private const int MostRows = 200;
    /// <summary>The section; null when the inputs of the cases are not known.</summary>
    /// <param name="answer">The judged answer.</param>
    /// <param name="computed">What follows from the facts.</param>
    /// <param name="budgets">The answers of Budgets; null when the payers are not known.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static SensitivitySection? Section(AssessDeploymentResponse answer, Computation computed, BudgetAnswers? budgets, CancellationToken cancellationToken)
    {
        if (computed.Parts.Any(p => p.Force is null))
        {
            return null;
        }

        var costs = DrawnCosts.Of(budgets);
        var study = new ChangeStudy(answer, computed, costs, cancellationToken);
        var all = Ranges(study, costs).Concat(Capacities(study)).Concat(Consents(study)).Concat(Positions(study)).Concat(Postures(study)).ToList();
        var rows = all.Where(HasEffect).OrderByDescending(r => r.VerdictChanges).ThenByDescending(r => r.HasClosureHoursGained ? 0 : 1)
            .ThenByDescending(r => Math.Abs(r.ClosureHoursGained)).ThenByDescending(r => Math.Abs(r.InPlacePersonsGained)).ThenByDescending(r => Math.Abs(r.SustainablePersonsGained))
            .ThenByDescending(r => Math.Abs(r.CostChange?.Units ?? 0)).ThenBy(r => r.Subject, StringComparer.Ordinal).ThenBy(r => r.Change, StringComparer.Ordinal).ToList();
        return new SensitivitySection
        {
            Posture = study.Posture,
            Rows = { rows.Take(MostRows) },
            UnchangedCount = all.Count - rows.Count,
            LeftOutCount = Math.Max(0, rows.Count - MostRows),
            NothingGains = rows.Any(Gains) ? "" : "No single change that was tried gives an earlier closure, more persons or a better verdict.",
            SmallestYesSet = YesSearch.Of(study),
        };
    }

    private static IEnumerable<SensitivityRow> Ranges(ChangeStudy study, DrawnCosts? costs) =>
        from fact in RangeChanges.Of(study.Inputs, study.Part, costs)
        from value in new[] { fact.Fact.Low, fact.Fact.High }
        where value != fact.Fact.Mid
        select Row(study, fact.Subject, Kind.Range, fact.At(value), study.Answered, study.At(fact, value), []);

    private static IEnumerable<SensitivityRow> Capacities(ChangeStudy study) =>
        from fact in RangeChanges.Of(study.Inputs, study.Part, null)
        where fact.IsCapacity && fact.Fact.Mid > 0
        let raised = fact.Fact.Mid * (100 + MovementBindings.RaisePercent) / 100
        select Row(study, fact.Subject, Kind.Capacity, $"{MovementBindings.RaisePercent} % more than the {fact.Fact.Mid:N0} t a day of {fact.Words}", study.Answered, study.At(fact, raised), []);

    /// <summary>Soil that is closed is opened, and soil that counts as open is closed. Nations that send units let their partners cross.</summary>
    private static IEnumerable<SensitivityRow> Consents(ChangeStudy study)
    {
        var movement = study.Part.Movement!;
        foreach (var nation in movement.Network.Nations.Where(n => n != movement.Network.Destination.Nation && !study.Part.Force!.Nations.Contains(n)))
        {
            var closed = movement.Soil.AsIfGiven.Contains(nation);
            yield return Row(
                study, nation, Kind.Consent, closed ? $"{nation} consents to have its soil crossed" : $"{nation} keeps its soil closed",
                study.Answered, study.OnSoil(nation, closed), closed ? [nation] : []);
        }

        // A consent that is missing and counts as given changes only the permission.
        foreach (var nation in study.Missing.Where(n => !movement.Soil.AsIfGiven.Contains(n)))
        {
            yield return Row(study, nation, Kind.Consent, $"{nation} gives the consent that is missing", study.Answered, study.Answered, [nation]);
        }
    }

    private static IEnumerable<SensitivityRow> Positions(ChangeStudy study)
    {
        foreach (var nation in study.Inputs.Contributions.Contributions.Where(c => c.UnitCount > 0))
        {
            var offers = Force.Offers(nation, study.Posture);
            var (kind, words) = offers ? (Kind.Position, $"{nation.Nation} no longer offers its units") : YesOf(study, nation);
            yield return Row(study, nation.Nation, kind, words, study.Quick, study.With(offers ? Group.Refuses : Group.Offers, [nation.Nation]), []);
        }
    }

    /// <summary>What a nation would have to say yes to before its units count.</summary>
    public static (Kind Kind, string Words) YesOf(ChangeStudy study, Contribution nation)
    {
        if (nation.Group == Group.Offers)
        {
            return (Kind.Position, $"{nation.Nation} offers its units without a backstop of the United States");
        }

        var supports = study.Inputs.Facts.Nations.Value!.StanceOf(nation.Nation) == Nations.V1.Stance.Support;
        return supports ? (Kind.Approval, $"the parliament of {nation.Nation} approves") : (Kind.Position, $"{nation.Nation} offers its units");
    }

    private static IEnumerable<SensitivityRow> Postures(ChangeStudy study)
    {
        var other = study.Posture == UsaPosture.FullBackstop ? UsaPosture.None : UsaPosture.FullBackstop;
        var words = other == UsaPosture.None ? "the United States give nothing" : "the United States give their full backstop";
        yield return Row(study, "nations/USA", Kind.UsaPosture, words, study.Quick, study.With(Group.Unspecified, [], other), []);
    }

    private static SensitivityRow Row(ChangeStudy study, string subject, Kind kind, string change, LightResult before, LightResult after, IReadOnlyCollection<string> given)
    {
        var (was, verdict) = (study.VerdictOf(before, []), study.VerdictOf(after, given));
        var row = new SensitivityRow
        {
            Subject = subject,
            Kind = kind,
            Change = change,
            Closes = after.Hours is not null,
            InPlacePersonsGained = after.InPlace - before.InPlace,
            SustainablePersonsGained = after.Sustainable - before.Sustainable,
            Verdict = verdict,
            VerdictChanges = verdict != was,
        };
        if (before.Hours is { } earlier && after.Hours is { } later)
        {
            row.ClosureHoursGained = (int)Math.Round(earlier - later, MidpointRounding.ToZero);
        }
        else if (before.Hours is null && after.Hours is null)
        {
            row.ClosureHoursGained = 0;
        }

        if (before.Cost is { } cost && after.Cost is { } other)
        {
            row.CostChange = study.CostChange(other - cost);
        }

        return row;
    }

    private static bool HasEffect(SensitivityRow row) => row.VerdictChanges || !row.HasClosureHoursGained || row.ClosureHoursGained != 0
        || row.InPlacePersonsGained != 0 || row.SustainablePersonsGained != 0 || row.CostChange is { Units: not 0 };

    private static bool Gains(SensitivityRow row) => row.ClosureHoursGained > 0 || row.InPlacePersonsGained > 0 || row.SustainablePersonsGained > 0
        || (!row.HasClosureHoursGained && row.Closes) || (row.VerdictChanges && row.Verdict == Verdict.PermittedAndFeasible);
}
