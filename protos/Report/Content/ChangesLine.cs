using Google.Type;
using Summit.Logistics.V1;

namespace Summit.Report.Content;

/// <summary>
/// What would change the answer, for the first screen: which yeses make the verdict positive, and the change that gains most of days,
/// of soldiers and of money. A change that gains days with fewer soldiers is no gain.
/// </summary>
internal static class ChangesLine
{
    /// <summary>One line for each change, the most important first.</summary>
    public static IReadOnlyList<string> Of(SensitivitySection sensitivity, Names names)
    {
        var rows = sensitivity.Rows.Where(r => r.InPlacePersonsGained >= 0 && r.SustainablePersonsGained >= 0 && r.ClosureHoursGained >= 0).ToList();
        var persons = sensitivity.Rows.Where(r => r is { InPlacePersonsGained: >= 0, SustainablePersonsGained: >= 0 }).ToList();
        SensitivityRow?[] best =
        [
            rows.FirstOrDefault(r => r is { HasClosureHoursGained: false, Closes: true }) ?? Most(rows, r => r.ClosureHoursGained),
            Most(persons, r => r.InPlacePersonsGained),
            Most(persons, r => r.SustainablePersonsGained),
            Most(rows, r => -(r.CostChange?.Units ?? 0)),
        ];
        var gains = best.OfType<SensitivityRow>().Distinct().Select(r => Text(r, names));
        return [.. new[] { Yeses(sensitivity.SmallestYesSet, names), names.In(sensitivity.NothingGains) }.Where(text => text.Length > 0), .. gains];
    }

    /// <summary>Hours, and from two days on days.</summary>
    public static string Time(int hours) => hours < 2 * HoursPerDay ? $"{hours} {(hours == 1 ? "hour" : "hours")}" : $"{hours / (double)HoursPerDay:0} days";

    private const int HoursPerDay = 24;

    private static SensitivityRow? Most(IEnumerable<SensitivityRow> rows, Func<SensitivityRow, long> gain) => rows.Where(r => gain(r) > 0).MaxBy(gain);

    private static string Yeses(YesSet? set, Names names) => set switch
    {
        { Found: true, Yeses.Count: > 0 } => $"YES with {names.In(set.Explanation)}",
        { Found: false, StillLacking.Count: > 0 } => $"no yes is enough: even if all offer, {set.StillLacking[0]}",
        _ => "",
    };

    private static string Text(SensitivityRow row, Names names)
    {
        List<string> gains = [];
        void Add(bool gained, string text)
        {
            if (gained)
            {
                gains.Add(text);
            }
        }

        Add(row is { HasClosureHoursGained: false, Closes: true }, "opens the way");
        Add(row.ClosureHoursGained > 0, $"{Time(row.ClosureHoursGained)} earlier");
        Add(row.InPlacePersonsGained > 0, $"+{row.InPlacePersonsGained:N0} soldiers");
        Add(row.SustainablePersonsGained > 0 && row.InPlacePersonsGained == 0, $"+{row.SustainablePersonsGained:N0} kept for good");
        Add(gains.Count == 0 && row.CostChange is { Units: < 0 }, $"{Texts.Sum(Less(row.CostChange))} less");
        return $"{string.Join(", ", gains)}: {names.In(row.Change)}";
    }

    private static Money? Less(Money? change) => change is null ? null : new Money { CurrencyCode = change.CurrencyCode, Units = -change.Units };
}
