using Summit.Budgets.V1;

namespace Summit.Budgets.Seed;

/// <summary>Spending figures, guidelines and groups.</summary>
internal static class SpendingSeed
{
    private const long Million = 1_000_000;
    private const string Dollar = "USD";

    public static IEnumerable<Expenditure> Expenditures(SeedFiles files) => files.Rows("expenditures").Select(row =>
    {
        var figure = new Expenditure
        {
            Name = $"nations/{row["nation"]}/expenditures/{row["definition"].ToLowerInvariant()}-{row["edition"]}-{row["year"]}",
            Year = row.Int("year"),
            Definition = row.Enum<SpendingDefinition>("definition"),
            Edition = row["edition"],
            Estimate = row.Flag("estimate"),
            Gdp = row.Money("gdp_usd_million", Dollar, Million),
            DefenceSpending = row.Money("defence_usd_million", Dollar, Million),
            CurrencyCode = row["currency"],
            Source = files.SourceOf(row),
        };
        When(row, "share_percent", value => figure.PublishedSharePercent = value);
        When(row, "equipment_percent", value => figure.EquipmentSharePercent = value);
        When(row, "personnel_percent", value => figure.PersonnelSharePercent = value);
        When(row, "personnel_count", value => figure.PersonnelCount = (long)value);
        When(row, "lcu_per_usd", value => figure.LcuPerUsdUsed = value);
        return figure;
    });

    public static IEnumerable<Guideline> Guidelines(SeedFiles files) => files.Rows("guidelines").GroupBy(row => row["guideline"]).Select(group => new Guideline
    {
        Name = $"guidelines/{group.Key}",
        DisplayName = group.First()["display_name"],
        StartDate = group.First().Date("start_date"),
        TargetYear = group.First().Int("target_year"),
        ReviewYear = group.First().Int("review_year"),
        Targets = { group.Select(row => new GuidelineTarget { Measure = row.Enum<GuidelineTarget.Types.Measure>("measure"), Percent = row.Double("percent") }) },
        Source = files.SourceOf(group.First()),
    });

    public static IEnumerable<SpendingGroup> Groups(SeedFiles files) => files.Rows("spending_groups").GroupBy(row => row["group"]).Select(group => new SpendingGroup
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
                FirstYear = row.Int("first_year"),
                LastYear = row.Int("last_year"),
                GdpOnly = row.Flag("gdp_only"),
            }),
        },
        Source = files.SourceOf(group.First()),
    });

    private static void When(SeedRow row, string column, Action<double> set)
    {
        if (row.Has(column))
        {
            set(row.Double(column));
        }
    }
}
