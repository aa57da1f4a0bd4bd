using Google.Protobuf;
using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Conversion;
using Summit.Budgets.Costs;
using Summit.Budgets.Funds;
using Summit.Budgets.Pledges;
using Summit.Budgets.Sharing;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Budgets.Reading;

/// <summary>What resources must keep when they are stored: what every use of them must keep, and where they come from.</summary>
internal static class StoredRules
{
    public static void Add(IServiceCollection services)
    {
        Add<Expenditure>(services, "expenditure", Expenditures.Check, figure => figure.Source, (figure, path, faults) =>
            faults.When(figure.Edition.Length == 0, $"{path}.edition", "is not set; needed is the edition of the publication"));
        Add<Guideline>(services, "guideline", Guidelines.Check, guideline => guideline.Source, (guideline, path, faults) =>
        {
            NeedsTitle(guideline.DisplayName, path, faults);
            faults.When(guideline.StartDate is null, $"{path}.start_date", "is not set; needed is the first day in force");
        });
        Add<SpendingGroup>(services, "spending_group", SpendingGroups.Check, group => group.Source, (group, path, faults) => NeedsTitle(group.DisplayName, path, faults));
        Add<ExchangeRate>(services, "exchange_rate", ConvertAmounts.CheckRate, rate => rate.Source, (rate, path, faults) => NeedsSeries(rate.Series, path, faults));
        Add<PriceIndex>(services, "price_index", ConvertAmounts.CheckIndex, index => index.Source, (index, path, faults) =>
        {
            NeedsSeries(index.Series, path, faults);
            faults.When(
                index.Kind == PriceIndex.Types.Kind.Unspecified,
                $"{path}.kind",
                "is not set; allowed are KIND_GDP_DEFLATOR and KIND_CONSUMER_PRICES");
            faults.When(index.BaseYear == 0, $"{path}.base_year", "is not set; needed is the year in which the series is 100");
            faults.When(
                index.CurrencyCode.Length == 0,
                $"{path}.currency_code",
                "is not set; needed is the currency whose prices it measures");
        });
        Add<CostKey>(services, "cost_key", CostKeys.Check, key => key.Source, (key, path, faults) => NeedsTitle(key.DisplayName, path, faults));
        Add<CostFactor>(services, "cost_factor", CostFactors.Check, factor => factor.Source);
        Add<CostEstimate>(services, "cost_estimate", (estimate, path, faults) => CostFactors.CheckRange(estimate.Amount, $"{path}.amount", faults), estimate => estimate.Source);
        services.AddSingleton<ResourceRules<Fund>, FundRules>();
        services.AddSingleton<ResourceRules<Pledge>, PledgeRules>();
    }

    /// <summary>Everything stored that came from outside says where from.</summary>
    public static void NeedsSource(Source? source, string path, Faults faults)
    {
        faults.When(source is null, $"{path}.source", "is not set; needed is where the figure comes from");
        faults.When(source is { Title.Length: 0 }, $"{path}.source.title", "is not set; needed is the title of the publication");
        faults.When(source is { Publisher.Length: 0 }, $"{path}.source.publisher", "is not set; needed is who published it");
        faults.When(
            source is { PublishDate: null },
            $"{path}.source.publish_date",
            "is not set; needed is the day of publication, from which on the figure is known");
    }

    private static void NeedsTitle(string title, string path, Faults faults) =>
        faults.When(title.Length == 0, $"{path}.display_name", "is not set; needed is a name for people");

    private static void NeedsSeries(string series, string path, Faults faults) =>
        faults.When(series.Length == 0, $"{path}.series", "is not set; needed is the series it belongs to");

    private static void Add<T>(IServiceCollection services, string field, Action<T, string, Faults> check, Func<T, Source?> source, Action<T, string, Faults>? stored = null)
        where T : class, IMessage<T>, new() => services.AddSingleton<ResourceRules<T>>(new Rules<T>((resource, faults) =>
        {
            check(resource, field, faults);
            stored?.Invoke(resource, field, faults);
            NeedsSource(source(resource), field, faults);
        }));

    private sealed class Rules<T>(Action<T, Faults> check) : ResourceRules<T>
        where T : class, IMessage<T>, new()
    {
        public override void OnCreate(WriteContext write, T resource) => Check(resource);

        public override void OnUpdate(WriteContext write, T current, T next) => Check(next);

        private void Check(T resource)
        {
            var faults = new Faults();
            check(resource, faults);
            faults.ThrowIfAny();
        }
    }
}
