using Summit.Logistics.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>The supplies that the force needs in place, and the first day with a shortage.</summary>
internal static class SustainmentBlock
{
    public static IEnumerable<Block> Of(AssessDeploymentResponse answer)
    {
        if (answer.Cases.Count > 0)
        {
            yield return Sections.Of("Supplies", answer.Cases.Select(c => c.Sustainment?.State), () => [Table(answer.Cases)]);
        }
    }

    private static Tabular Table(IReadOnlyList<PostureCase> cases) => new(
        ["Supplies", .. cases.Select(c => Texts.Posture(c.Posture))],
        [
            Row("Need, t a day", s => Texts.Range(s.NeedTonnesPerDay), cases),
            Row("Lift, t a day", s => Texts.Range(s.LiftTonnesPerDay), cases),
            Row("  resupply takes, %", s => Texts.Range(s.PercentOfLift), cases),
            Row("First short", First, cases),
        ]);

    private static IReadOnlyList<string> Row(string label, Func<SustainmentSection, string> value, IEnumerable<PostureCase> cases) => [label, .. cases.Select(c => value(c.Sustainment))];

    private static string First(SustainmentSection section)
    {
        var day = section.FirstShortDay;
        var early = day.HasEarliest ? $" (at worst day {day.Earliest})" : "";
        return day.HasMid
            ? $"day {day.Mid} after closure, {Days.Text(section.FirstShortDate)}, {string.Join(", ", section.FirstShortClasses.Select(c => Words.Plain(c)))}{early}"
            : $"not in {section.HorizonDays} days{early}";
    }
}
