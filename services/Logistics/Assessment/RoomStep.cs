using Google.Type;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Measure = Summit.Budgets.V1.GuidelineTarget.Types.Measure;

namespace Summit.Logistics.Assessment;

/// <summary>Step 6, room in budgets: each share beside the defence budget of the nation and its gaps to the guidelines.</summary>
internal static class RoomStep
{
    private const int MonthsAYear = 12;

    public static BudgetRoomSection Section(Computation computed, CostSection cost, Reading<RoomFacts>? room)
    {
        if (!cost.State.IsAvailable() || room?.Value is not { } facts)
        {
            var state = !cost.State.IsAvailable() ? cost.State.Clone() : room?.State ?? Sections.Missing(Packages.Logistics, "No nation shares the cost.");
            return new BudgetRoomSection { State = state };
        }

        return new BudgetRoomSection { State = Sections.Available(), Payers = { computed.Payers!.Select(payer => Of(payer, computed, cost, facts)) } };
    }

    private static PayerRoom Of(string payer, Computation computed, CostSection cost, RoomFacts facts)
    {
        var room = new PayerRoom { Nation = payer, DisplayName = computed.Facts.Nations.Value?.NameOf(payer) ?? payer };
        room.State = Fill(room, facts, computed);
        room.Shares.Add(cost.Shares.Where(key => key.State.IsAvailable()).Select(key => (key.Key, Share: key.Shares.FirstOrDefault(s => s.Nation == payer)))
            .Where(s => s.Share is not null).Select(s => ShareOf(s.Key, s.Share!.Amount, computed.Question.DurationMonths, room.DefenceSpending)));
        return room;
    }

    /// <summary>Adds spending and gaps of a nation, or says what is missing.</summary>
    private static SectionState Fill(PayerRoom room, RoomFacts facts, Computation computed)
    {
        var (gaps, question, evidence) = (facts.Gaps[room.Nation], computed.Question, computed.Inputs.Evidence);
        if (gaps.Value is not { } known)
        {
            return gaps.State;
        }

        if (known.Gaps.FirstOrDefault(g => g.Spent is not null && g.Target.Measure == Measure.DefenceOfGdp) is not { } first)
        {
            return Sections.Missing(Packages.Budgets, $"Budgets holds no amounts of defence spending of {room.DisplayName}, only shares.");
        }

        var rate = facts.Rates[(first.Spent.CurrencyCode, first.AmountsYear)];
        if (rate.Value is not { Results: [var sample, ..] } converted)
        {
            return rate.State;
        }

        foreach (var fact in known.FactsUsed.Concat(converted.FactsUsed))
        {
            evidence.Use(fact);
        }

        Money InCurrencyOfCost(Money money) => Amount.ToMinorMoney(Amount.Of(money) * Amount.Of(sample.Converted) / Amount.Of(sample.Original), sample.Converted.CurrencyCode);
        (room.DefenceSpending, room.Year, room.Definition) = (InCurrencyOfCost(first.Spent), first.AmountsYear, first.Definition);
        room.PercentOfGdp = first.SharePercent;
        room.SharesDisagree = first.SharesDisagree;
        if (first.HasPublishedSharePercent)
        {
            room.PublishedPercentOfGdp = first.PublishedSharePercent;
        }

        room.Guidelines.Add(known.Gaps.Where(g => g.Target.Measure == Measure.DefenceOfGdp && g.Gap is not null)
            .Select(g => (Gap: g, Guideline: facts.Guidelines.GetValueOrDefault(g.Guideline)))
            .OrderBy(g => g.Gap.Target.Percent).ThenBy(g => g.Gap.Guideline, StringComparer.Ordinal)
            .Select(g => new GuidelineRoom
            {
                Guideline = g.Gap.Guideline,
                DisplayName = g.Guideline?.DisplayName ?? g.Gap.Guideline,
                PercentOfGdp = g.Gap.Target.Percent,
                Gap = InCurrencyOfCost(g.Gap.Gap),
                PublishedLater = g.Guideline?.Source?.PublishDate.TryDay() > question.AsOf,
            }));
        return Sections.Available();
    }

    private static ShareRoom ShareOf(string key, Money share, int months, Money? spending)
    {
        var aYear = Amount.Of(share) * MonthsAYear / months;
        var room = new ShareRoom { Key = key, AYear = Amount.ToMinorMoney(aYear, share.CurrencyCode) };
        if (spending is not null && Amount.Of(spending).Sign > 0)
        {
            room.PercentOfDefenceSpending = (aYear * 100 / Amount.Of(spending)).ToDisplay();
        }

        return room;
    }
}
