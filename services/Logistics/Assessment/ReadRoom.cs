using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Measure = Summit.Budgets.V1.GuidelineTarget.Types.Measure;

namespace Summit.Logistics.Assessment;

/// <summary>Asks Budgets for the spending of the nations that pay and their gaps to the guidelines. A nation without figures fails alone.</summary>
internal sealed class ReadRoom(
    GuidelineService.GuidelineServiceClient guidelines, SpendingService.SpendingServiceClient spending, ConversionService.ConversionServiceClient conversion)
{
    private const int AllGuidelines = 1000;

    public async Task<Reading<RoomFacts>> ReadAsync(IReadOnlyList<string> payers, Question question, ServerCallContext context)
    {
        var held = await Sections.TryReadAsync(Packages.Budgets, async o => await guidelines.ListGuidelinesAsync(new ListGuidelinesRequest { PageSize = AllGuidelines }, o), context);
        if (held.Value is not { } list)
        {
            return new(null, held.State);
        }

        // A guideline that was agreed only later is shown too, and marked: the gap to it was there already.
        var ofGdp = list.Guidelines.Where(g => g.Targets.Any(t => t.Measure == Measure.DefenceOfGdp)).ToDictionary(g => g.Name, StringComparer.Ordinal);
        if (ofGdp.Count == 0)
        {
            return new(null, Sections.Missing(Packages.Budgets, "Budgets holds no guideline for defence spending as a share of GDP."));
        }

        var gaps = await Task.WhenAll(payers.Select(async payer => (Payer: payer, Gaps: await GapsAsync(payer, ofGdp.Keys, question, context))));
        var currencies = gaps.SelectMany(g => g.Gaps.Value?.Gaps ?? []).Where(g => g.Spent is not null).Select(g => (Currency: g.Spent.CurrencyCode, Year: g.AmountsYear)).Distinct();
        var rates = await Task.WhenAll(currencies.Select(async c => (Key: c, Rate: await RateAsync(c.Currency, c.Year, question, context))));
        return new(new(ofGdp, gaps.ToDictionary(g => g.Payer, g => g.Gaps, StringComparer.Ordinal), rates.ToDictionary(r => r.Key, r => r.Rate)), Sections.Available());
    }

    /// <summary>The gaps by NATO's definition, and by SIPRI's for a nation that NATO does not report.</summary>
    private async Task<Reading<ComputeGuidelineGapsResponse>> GapsAsync(string payer, IEnumerable<string> guidelines, Question question, ServerCallContext context)
    {
        Task<Reading<ComputeGuidelineGapsResponse>> By(SpendingDefinition definition) => Sections.TryReadAsync(Packages.Budgets, async o => await spending.ComputeGuidelineGapsAsync(
            new ComputeGuidelineGapsRequest { Nations = { payer }, Guidelines = { guidelines }, Definition = definition, AsOf = question.AsOf.ToDate() }, o), context);
        var nato = await By(SpendingDefinition.Nato);
        return nato.Value is null ? await By(SpendingDefinition.Sipri) : nato;
    }

    private Task<Reading<ConvertAmountsResponse>> RateAsync(string currency, int year, Question question, ServerCallContext context)
    {
        var basis = new PriceBasis { Kind = PriceBasis.Types.Kind.Nominal, Year = year };
        var request = new ConvertAmountsRequest
        {
            Amounts = { new AmountToConvert { Amount = RoomFacts.Sample(currency), Basis = basis } },
            TargetCurrencyCode = ReadBudgets.Currency,
            TargetBasis = basis,
            AsOf = question.AsOf.ToDate(),
        };
        return Sections.TryReadAsync(Packages.Budgets, async o => await conversion.ConvertAmountsAsync(request, o), context);
    }
}
