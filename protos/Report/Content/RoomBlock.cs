using Summit.Logistics.V1;
using Money = Google.Type.Money;

namespace Summit.Report.Content;

/// <summary>What each share is beside the defence budget of the nation that pays, and its gaps to the guidelines.</summary>
internal static class RoomBlock
{
    public static Block Of(AssessDeploymentResponse answer, Names names) => Sections.Of("Room in budgets", [answer.BudgetRoom?.State], () => Parts(answer.BudgetRoom!, names));

    private static IEnumerable<Part> Parts(BudgetRoomSection section, Names names)
    {
        var known = section.Payers.Where(p => p.DefenceSpending is not null).ToList();
        var guidelines = known.SelectMany(p => p.Guidelines).DistinctBy(g => g.Guideline).OrderBy(g => g.PercentOfGdp).ToList();
        if (known.Count > 0)
        {
            yield return new Tabular(
                [$"Nation ({known[0].DefenceSpending.CurrencyCode})", "Defence spending", .. guidelines.Select(g => $"To {g.PercentOfGdp:0.#} % of GDP")],
                [.. known.Select(p => (IReadOnlyList<string>)
                [
                    names.Of(p.Nation),
                    $"{Texts.Size(p.DefenceSpending)} in {p.Year}",
                    .. guidelines.Select(g => Gap(p.Guidelines.FirstOrDefault(own => own.Guideline == g.Guideline)?.Gap)),
                ])],
                Numbers: 1);
            var later = guidelines.Where(g => g.PublishedLater).Select(g => $"{g.DisplayName} ({g.PercentOfGdp:0.#} %)").ToList();
            if (later.Count > 0)
            {
                yield return new Prose($"Agreed only after that day: {string.Join(", ", later)}.");
            }
            var disagree = known.Where(p => p.SharesDisagree && p.HasPublishedPercentOfGdp).Select(p => $"{names.Of(p.Nation)} ({p.PublishedPercentOfGdp:0.00} % published, {p.PercentOfGdp:0.00} % computed)").ToList();
            if (disagree.Count > 0)
            {
                yield return new Prose($"The published share of GDP differs from the share of these amounts: {string.Join(", ", disagree)}.");
            }
        }

        foreach (var payer in section.Payers.Except(known))
        {
            yield return new Prose($"{names.Of(payer.Nation)}: {names.In(payer.State.Detail)}");
        }

        var keys = section.Payers.SelectMany(p => p.Shares).Select(s => s.Key).Distinct().ToList();
        if (keys.Count > 0)
        {
            yield return new Tabular(
                ["Share of a year by key", .. keys.Select(key => Texts.Key(key))],
                [.. section.Payers.Select(p => (IReadOnlyList<string>)[names.Of(p.Nation), .. keys.Select(key => Share(p.Shares.FirstOrDefault(s => s.Key == key)))])],
                Numbers: 1);
            yield return new Prose("The percentage is that of the nation's defence spending.");
        }
    }

    private static string Gap(Money? gap) => gap is null ? "-" : $"{Texts.Size(gap)} {(gap.Units < 0 || gap.Nanos < 0 ? "above" : "short")}";

    private static string Share(ShareRoom? share) => share is null ? "-" : share.HasPercentOfDefenceSpending ? $"{Texts.Sum(share.AYear)} {share.PercentOfDefenceSpending:0.0} %" : Texts.Sum(share.AYear);
}
