using Google.Type;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;
using Summit.Kernel;

namespace Summit.Budgets.Seed;

/// <summary>Spending figures, guidelines and groups.</summary>
internal static class SpendingSeed
{
    private const long Million = 1_000_000;
    private const string Dollar = "USD";

    public static IEnumerable<Expenditure> Expenditures(SeedFiles files, Sources sources) => files.Rows("expenditures").Select(row =>
    {
        var figure = new Expenditure
        {
            Year = row.Number("year"),
            Definition = row.Enum<SpendingDefinition>("definition"),
            Edition = row["edition"],
            Estimate = row.Flag("estimate"),
            Gdp = Millions(row, "gdp_usd_million"),
            DefenceSpending = Millions(row, "defence_usd_million"),
            CurrencyCode = row["currency"],
            Source = sources.Of(row),
        };
        figure.Name = $"nations/{row["nation"]}/expenditures/{Spending.Expenditures.IdOf(figure)}";
        When(row, "share_percent", value => figure.PublishedSharePercent = value);
        When(row, "equipment_percent", value => figure.EquipmentSharePercent = value);
        When(row, "personnel_percent", value => figure.PersonnelSharePercent = value);
        When(row, "personnel_count", value => figure.PersonnelCount = (long)value);
        When(row, "lcu_per_usd", value => figure.LcuPerUsdUsed = value);
        return figure;
    });

    public static IEnumerable<Guideline> Guidelines(SeedFiles files, Sources sources) => files.Rows("guidelines").GroupBy(row => row["guideline"]).Select(group => new Guideline
    {
        Name = $"guidelines/{group.Key}",
        DisplayName = group.First()["display_name"],
        StartDate = group.First().Date("start_date"),
        TargetYear = group.First().Number("target_year"),
        ReviewYear = group.First().Number("review_year"),
        Targets = { group.Select(row => new GuidelineTarget { Measure = row.Enum<GuidelineTarget.Types.Measure>("measure"), Percent = row.Real("percent") }) },
        Source = sources.Of(group.First()),
    });

    public static IEnumerable<SpendingGroup> Groups(SeedFiles files, Sources sources) => files.Rows("spending_groups").GroupBy(row => row["group"]).Select(group => new SpendingGroup
    {
        Name = $"spendingGroups/{group.Key}",
        DisplayName = group.First()["display_name"],
        Definition = group.First().Enum<SpendingDefinition>("definition"),
        Edition = group.First()["edition"],
        Members =
        {
            group.Select(row => new SpendingGroupMember
            {
                Nation = $"nations/{row["nation"]}",
                FirstYear = row.Number("first_year"),
                LastYear = row.Number("last_year"),
                GdpOnly = row.Flag("gdp_only"),
            }),
        },
        Source = sources.Of(group.First()),
    });

    private static Money? Millions(SeedRow row, string column) => row.Has(column) ? Amount.ToMoney(row.Exact(column) * Million, Dollar) : null;

    private static void When(SeedRow row, string column, Action<double> set)
    {
        if (row.Has(column))
        {
            set(row.Real(column));
        }
    }
}
