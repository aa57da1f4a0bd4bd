using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;

namespace Summit.Logistics.Assessment;

/// <summary>Step 2: which nations offer, would offer, refuse or are silent.</summary>
internal static class ContributionStep
{
    public static ContributionSection Section(
        Question question, HeldForces held, Reading<NationsFacts> nations, IReadOnlyDictionary<string, NationPool> pools, Rational availability, Evidence evidence)
    {
        if (nations.Value is not { } known)
        {
            return new ContributionSection { State = nations.State };
        }

        var section = new ContributionSection { State = Sections.Available() };
        section.Contributions.Add(Considered(question, known, pools.Keys)
            .Select(nation => Of(nation, question, held, known, pools.GetValueOrDefault(nation, NationPool.Empty), availability, evidence))
            .OrderBy(c => c.Group).ThenBy(c => c.Nation, StringComparer.Ordinal));
        return section;
    }

    /// <summary>The named nations, or otherwise those with units or a position.</summary>
    private static IEnumerable<string> Considered(Question question, NationsFacts known, IEnumerable<string> withUnits)
    {
        if (question.Nations.Count > 0)
        {
            return question.Nations;
        }

        return known.Stances.Values.Where(s => s.Stance != Stance.Silent).Select(s => s.Nation).Union(withUnits).Except(NationsFacts.HostsOf(known.Decision));
    }

    private static Contribution Of(string nation, Question question, HeldForces held, NationsFacts known, NationPool pool, Rational availability, Evidence evidence)
    {
        var stance = known.Stances.GetValueOrDefault(nation);
        var check = known.Permission.Contributors.FirstOrDefault(c => c.Nation == nation);
        var (group, reason) = GroupOf(stance, check, question);
        var sustainable = question.Rotation.Sustainable(pool.Units.Sum(u => u.Usable(availability)), Rational.One);
        var contribution = new Contribution
        {
            Nation = nation,
            DisplayName = known.NameOf(nation),
            Group = group,
            Reason = question.AssumesPositionOf(nation) ? $"Its position is assumed in this question. {reason}" : reason,
            UnitCount = pool.Units.Count,
            PoolPersons = pool.Persons,
            CommittedPersons = pool.CommittedPersons,
            SustainablePersons = sustainable,
            OfferedPersons = held.OfferedBy(nation, question.AsOf, question.CDay),
        };
        if (check is { CeilingPersons: > 0 })
        {
            contribution.CeilingPersons = check.CeilingPersons;
            contribution.SustainablePersons = Math.Min(sustainable, check.CeilingPersons);
            contribution.Reason += $" At most {check.CeilingPersons:N0} persons: {(check.Mandate is { HasCeilingPersons: true } mandate && mandate.CeilingPersons == check.CeilingPersons ? $"the approval of {mandate.Authority} says so" : "the decision says so")}.";
        }

        if (held.ReportOn(nation, question.AsOf) is { } report)
        {
            contribution.ReportedPersons = report.Persons.Clone();
            contribution.ReportedOffer = report.Name;
            evidence.Use(report.Name, report.Summary, $"{report.Persons.Low} / {report.Persons.Mid} / {report.Persons.High}", "persons (low / mid / high)", report.Source);
        }

        if (stance?.Position is { } position)
        {
            contribution.Position = position.Name;
            contribution.Summary = position.Summary;
            contribution.PositionDate = position.PositionDate;
            contribution.PositionAgeDays = stance.AgeDays;
            contribution.Source = position.Source;
            evidence.Use(position.Name, $"position of {contribution.DisplayName} on {known.Issue}", $"{stance.Stance}", "", position.Source, Packages.Nations);
        }

        if (known.Backstop.GetValueOrDefault(nation) is { Stance: Stance.Support, Position: { } backstop })
        {
            contribution.NeedsUsaBackstop = true;
            contribution.BackstopPosition = backstop.Name;
            evidence.Use(backstop.Name, $"position of {contribution.DisplayName} on {ReadNations.BackstopIssue}", "Support", "", backstop.Source, Packages.Nations);
        }

        return contribution;
    }

    private static (Group Group, string Reason) GroupOf(NationStance? stance, ContributorCheck? check, Question question) => stance?.Stance switch
    {
        Stance.Support when check?.Status == ContributorCheck.Types.Status.Refused => (Group.Refuses, "Its government supports it and its parliament has refused."),
        Stance.Support when PermissionStep.IsMissing(check) => (Group.WouldOfferIfApproved, $"Its government supports it; {Uncapitalised(check!.Why)}"),
        Stance.Support when check?.EndDate.TryDay() < question.CDay =>
            (Group.WouldOfferIfApproved, $"Its government supports it; the approval of its parliament ends on {check!.EndDate.TryDay():yyyy-MM-dd}, before C-day."),
        Stance.Support when check?.EndDate.TryDay() < question.LastDay =>
            (Group.Offers, $"Its government supports it. The approval of its parliament ends on {check!.EndDate.TryDay():yyyy-MM-dd} and must be given again for the rest until {question.LastDay:yyyy-MM-dd}."),
        Stance.Support => (Group.Offers, "Its government supports it, and no approval of its parliament stands in the way."),
        Stance.SupportWithConditions when PermissionStep.IsMissing(check) => (Group.WouldOfferIfApproved, $"Its government is open to it or names conditions; {Uncapitalised(check!.Why)}"),
        Stance.SupportWithConditions => (Group.WouldOfferIfApproved, "Its government is open to it or names conditions."),
        Stance.Undecided => (Group.Undecided, "Its government has not decided."),
        Stance.Reluctant => (Group.Reluctant, "Its government is reluctant."),
        Stance.Oppose => (Group.Refuses, "Its government refuses."),
        _ => (Group.Silent, "No position of its government is on record by then; silence is not consent."),
    };

    private static string Uncapitalised(string sentence) => sentence.Length > 1 && char.IsLower(sentence[1]) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;
}
