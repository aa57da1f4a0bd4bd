using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>Other tasks and parliaments of the nations that offer or would offer.</summary>
internal static class ObligationsBlock
{
    public static Block Of(AssessDeploymentResponse answer, Names names) => Sections.Of("Obligations at home and elsewhere", [answer.Obligations?.State], () => Parts(answer.Obligations!, names));

    private static IEnumerable<Part> Parts(ObligationsSection section, Names names)
    {
        yield return new Prose($"The first forces leave on {Days.Text(section.DepartureDate)}, {section.DaysLeft} days after the day in question.");
        if (section.Nations.Count > 0)
        {
            yield return new Tabular(
                ["Nation", "Parliament before departure", "Bound, persons", "Standing commitments"],
                [.. section.Nations.Select(n => (IReadOnlyList<string>)[names.Of(n.Nation), Parliament(n), $"{n.CommittedPersons:N0}", Commitments(n)])]);
        }
    }

    private static string Parliament(NationObligations nation)
    {
        var what = nation.Approval switch
        {
            ParliamentRule.Types.Approval.Prior => "must approve",
            ParliamentRule.Types.Approval.InformBefore => "must be informed",
            ParliamentRule.Types.Approval.Subsequent => "nothing; it votes later",
            ParliamentRule.Types.Approval.None or ParliamentRule.Types.Approval.Convention => "nothing",
            _ => "not known; counts as must approve",
        };
        var when = nation.HasDaysLeft ? $"; {nation.DaysLeft} days left" : nation.ApprovalDate is null ? "" : $", on record from {Days.Text(nation.ApprovalDate)}";
        return what + when + (nation.TimeLimit.Length > 0 && !nation.TimeLimit.StartsWith("none", StringComparison.Ordinal) ? $" ({nation.TimeLimit})" : "");
    }

    private static string Commitments(NationObligations nation) =>
        nation.Commitments.Count == 0 ? "none known" : string.Join("; ", nation.Commitments.Select(c => $"{c.DisplayName}{(c.EndDate is null ? "" : $" until {Days.Text(c.EndDate)}")}"));
}
