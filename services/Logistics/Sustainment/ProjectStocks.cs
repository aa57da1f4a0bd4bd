using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Sustainment;

/// <summary>Stocks of a force day by day, from stored or inline factors.</summary>
internal sealed class ProjectStocks(StoreReads reads) : IRequestCheck<ProjectStocksRequest>
{
    public ValueTask CheckAsync(ProjectStocksRequest request, ServerCallContext context, Violations found)
    {
        StockInputs.Of(request, found);
        for (var i = 0; i < request.InlineFactors.Count; i++)
        {
            FactorMeasures.Check(request.InlineFactors[i], $"inline_factors[{i}]", found);
        }

        found.RequireDistinct(request.InlineFactors.Select(f => $"{f.SupplyClass} {f.Measure} {f.VehicleKind}"), i => $"inline_factors[{i}]");
        found.Require(!request.OnlyInlineFactors || request.InlineFactors.Count > 0, "inline_factors", "are empty; give at least one with only_inline_factors");
        return ValueTask.CompletedTask;
    }

    public async Task<ProjectStocksResponse> HandleAsync(ProjectStocksRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var snapshot = await reads.OpenAsync(context, request);
        var stored = request.OnlyInlineFactors ? [] : await snapshot.ListAllAsync(Types.SustainmentFactors, "", context.Caller().Visibility, stop);
        // Runs on a thread-pool thread: two years of ten classes take processor time.
        return await Task.Run(() => Answer(request, stored), stop);
    }

    /// <summary>The first day on which a need is not met at mid values; null: never. The request has passed its checks.</summary>
    internal static int? FirstShortDay(ProjectStocksRequest request, IReadOnlyList<SustainmentFactor> stored)
    {
        var inputs = StockInputs.Of(request, new Violations());
        var needs = new SupplyNeeds(inputs.Force, new FactorBook(request.InlineFactors, stored, request.AsOf.TryDay(), new Evidence(Packages.Logistics, request.AsOf.TryDay())));
        return new StockAnswer(inputs, needs.All()).FirstShortDay();
    }

    /// <summary>The answer from the factors given. The request has passed its checks.</summary>
    internal static ProjectStocksResponse Answer(ProjectStocksRequest request, IReadOnlyList<SustainmentFactor> stored)
    {
        var asOf = request.AsOf.TryDay();
        var evidence = new Evidence(Packages.Logistics, asOf);
        var inputs = StockInputs.Of(request, new Violations());
        var book = new FactorBook(request.InlineFactors, stored, asOf, evidence);
        var needs = new SupplyNeeds(inputs.Force, book);
        var answer = new StockAnswer(inputs, needs.All()).Build();
        answer.Reasons.Add(needs.Missing.Select(m => SupplyReasons.FactorMissing(m.Class, m.What)));
        if (!request.OnlyInlineFactors)
        {
            answer.Reasons.Add(Enum.GetValues<SupplyClass>().Where(c => c != SupplyClass.Unspecified && !book.Has(c)).Select(c => SupplyReasons.FactorMissing(c, "any factor of this class")));
        }

        answer.FactsUsed.Add(evidence.Facts);
        return answer;
    }
}
