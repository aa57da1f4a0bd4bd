using Summit.Api.V1;
using Summit.Logistics.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>The cost and who pays it, under all keys side by side. Which key is fair is a political choice.</summary>
internal static class CostBlock
{
    public static Block Of(AssessDeploymentResponse answer, Names names) =>
        Sections.Of("Cost and shares", [answer.Cost?.State], () => Parts(answer.Cost!, names));

    private static IEnumerable<Part> Parts(CostSection cost, Names names)
    {
        yield return new Prose($"For {cost.Persons:N0} persons over {cost.DurationMonths} months, {Texts.Basis(cost.Full?.Basis)}.{(cost.HasSoldierMonths ? $" Presence is for {cost.SoldierMonths:N0} soldier-months that the rotation keeps." : "")}");
        yield return new Tabular(
            ["", "Low", "Mid", "High"],
            [
                Row("Full", cost.Full),
                Row("Extra: less what arises at home", cost.Marginal),
                Row("Full, one soldier for a year", cost.FullPerSoldierYear),
                .. cost.Parts.Select(part => Row("  " + Words.Plain(part.Kind), part.Amount)),
            ],
            Numbers: 1);
        var keys = cost.Shares.Where(key => key.Shares.Count > 0).ToList();
        foreach (var key in cost.Shares.Except(keys))
        {
            yield return new Prose($"Key {Texts.Key(key.Key)}: {key.State?.Detail}");
        }

        if (keys.Count > 0)
        {
            var nations = keys.SelectMany(key => key.Shares).Select(s => s.Nation).Distinct().Order(StringComparer.Ordinal);
            yield return new Tabular(
                ["Pays by key", .. keys.Select(key => Texts.Key(key.Key))],
                [
                    .. nations.Select(nation => (IReadOnlyList<string>)[names.Of(nation), .. keys.Select(key => Share(key.Shares.FirstOrDefault(s => s.Nation == nation)))]),
                    ["Sum", .. keys.Select(key => Texts.Sum(key.Total))],
                ],
                Numbers: 1);
        }
    }

    private static IReadOnlyList<string> Row(string label, MoneyRange? range) => [label, Texts.Sum(range?.Low), Texts.Sum(range?.Mid), Texts.Sum(range?.High)];

    private static string Share(KeyShare? share) => share is null ? "-" : $"{Texts.Sum(share.Amount)} {share.Percent:0.0} %";
}
