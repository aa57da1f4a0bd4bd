using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.Movement;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Case = Summit.Logistics.V1.AssessmentOverride.OverrideOneofCase;

namespace Summit.Logistics.Assessment;

/// <summary>Says what a question assumes, and what it would be without: by name, from what value to what value.</summary>
internal static class AppliedOverrides
{
    private const string NotKnown = "not known";

    /// <param name="question">The question.</param>
    /// <param name="held">The data of this service as it is stored.</param>
    /// <param name="nations">The data of Nations as it is stored; null when Nations is unavailable.</param>
    public static IReadOnlyList<AppliedOverride> Of(Question question, HeldForces held, NationsFacts? nations) =>
        [.. question.Overrides.Select(o => Of(o, question, held, nations))];

    private static AppliedOverride Of(AssessmentOverride sent, Question question, HeldForces held, NationsFacts? nations)
    {
        var subject = Overrides.SubjectOf(sent);
        var name = nations?.NameOf(subject) ?? subject;
        var (description, from, to) = sent.OverrideCase switch
        {
            Case.Position => ($"position of {name}", nations is null ? NotKnown : Overrides.Words(nations.StoredStances.GetValueOrDefault(subject)?.Stance ?? Stance.Silent), Overrides.Words(sent.Position.Stance)),
            Case.Consent => ($"consent of {name} as {Overrides.Words(sent.Consent.Role)}", nations is null ? NotKnown : ConsentOf(sent.Consent, nations), sent.Consent.Answer == Consent.Types.Answer.Yes ? "given" : "refused"),
            Case.Approval => ($"approval of the parliament of {name}", nations is null ? NotKnown : ApprovalOf(subject, nations), sent.Approval.ApproveDate is { } date ? $"given on {date.ToDateOnly():yyyy-MM-dd}" : "refused"),
            Case.Offer => ($"offer of {name}", Persons(held.OfferedBy(subject, question.AsOf, question.CDay)), Persons(OverriddenForces.Of(held, question).OfferedBy(subject, question.AsOf, question.CDay))),
            Case.ForceElement => Of(sent.ForceElement, held.Elements.First(e => e.Name == subject)),
            Case.Capacity => Of(sent.Capacity, held, question),
            _ => ($"cost of {subject}", "100 %", $"{Percent(sent.Cost.Factor)}"),
        };
        return new AppliedOverride { Subject = subject, Description = description, From = from, To = to };
    }

    private static string ConsentOf(ConsentOverride sent, NationsFacts nations)
    {
        if (sent.Role == AffectedRole.Transit)
        {
            return nations.MayCross(sent.Nation) ? "given" : nations.Refusing.Contains(sent.Nation) ? "refused" : "not on record";
        }

        return nations.Permission.Consents.FirstOrDefault(c => c.Nation == sent.Nation && c.Role == sent.Role)?.Status switch
        {
            ConsentCheck.Types.Status.Given => "given",
            ConsentCheck.Types.Status.Refused => "refused",
            ConsentCheck.Types.Status.Missing => "not on record",
            _ => "not needed",
        };
    }

    private static string ApprovalOf(string nation, NationsFacts nations) => nations.Permission.Contributors.FirstOrDefault(c => c.Nation == nation)?.Status switch
    {
        ContributorCheck.Types.Status.Approved => "given",
        ContributorCheck.Types.Status.Unapproved => "not on record",
        ContributorCheck.Types.Status.NotNeeded => "not needed",
        ContributorCheck.Types.Status.Unknown => NotKnown,
        ContributorCheck.Types.Status.Refused => "refused",
        _ => "not asked, because its government does not offer",
    };

    private static (string Description, string From, string To) Of(ForceElementOverride sent, ForceElement stored)
    {
        var (from, to) = (new List<string>(), new List<string>());
        if (sent.HasPersons)
        {
            from.Add(Persons(stored.Persons));
            to.Add(sent.Persons == 0 ? "not available" : Persons(sent.Persons));
        }

        if (sent.HasNoticeDays)
        {
            from.Add($"{ForcePool.Notice(stored, Assumptions.Assumed.ValueOf).Mid:0} days' notice");
            to.Add($"{sent.NoticeDays} days' notice");
        }

        return ($"unit {stored.DisplayName}", string.Join(", ", from), string.Join(", ", to));
    }

    private static (string Description, string From, string To) Of(CapacityOverride sent, HeldForces held, Question question)
    {
        var after = OverriddenForces.Of(held, question);
        return ($"capacity of {new MovementNetwork(held.Nodes, held.Arcs, question.Destination).Describe(sent.Name)}", Words(CapacityOf(held, sent.Name)), Words(CapacityOf(after, sent.Name)));
    }

    private static DailyCapacity? CapacityOf(HeldForces held, string name) =>
        held.Nodes.TryGetValue(name, out var node) ? node.ThroughputTonnesPerDay : held.Arcs.First(a => a.Name == name).CapacityTonnesPerDay;

    private static string Words(DailyCapacity? capacity) => capacity is null ? "no limit of its own" : $"{capacity.Mid:N0} t a day";

    private static string Persons(long persons) => persons == 0 ? "none" : $"{persons:N0} persons";

    private static string Percent(double factor) => $"{factor * 100:0.##} %";
}
