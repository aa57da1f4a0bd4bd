using Grpc.Core;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>Computes the gaps between nations and guidelines.</summary>
internal sealed class ComputeGuidelineGaps(StoreReads reads) : IRequestCheck<ComputeGuidelineGapsRequest>
{
    public ValueTask CheckAsync(ComputeGuidelineGapsRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    public async Task<ComputeGuidelineGapsResponse> HandleAsync(ComputeGuidelineGapsRequest request, ServerCallContext context) =>
        await ComputeAsync(request, await Held.OpenAsync(reads, request, context));

    internal static void Check(ComputeGuidelineGapsRequest request, Violations violations)
    {
        violations.Require(
            request.InlineGuidelines.Count == 0 || request.Guidelines.Count == 0, "guidelines", "is set beside inline_guidelines; give one of the two");
        violations.Require(
            request.TargetYear == 0 || request.Year == 0 || request.TargetYear >= request.Year, "target_year", $"{request.TargetYear} is before year {request.Year}");
        Expenditures.CheckInline(request.InlineExpenditures, request.Nations, "inline_expenditures", violations);
        for (var i = 0; i < request.InlineGuidelines.Count; i++)
        {
            Guidelines.CheckTargets(request.InlineGuidelines[i], $"inline_guidelines[{i}]", violations);
        }
    }

    internal static async Task<ComputeGuidelineGapsResponse> ComputeAsync(ComputeGuidelineGapsRequest request, Held held)
    {
        var figures = await Expenditures.ReadAsync(held, request.Nations.Count == 1 ? request.Nations[0] : "nations/-", request.Nations, request.InlineExpenditures, request.AsOf);
        var nations = request.Nations.Count > 0 ? request.Nations.ToList() : [.. figures.Select(figure => NationNames.NationOf(figure.Name)).Distinct()];
        nations.Sort(StringComparer.Ordinal);
        var guidelines = await GuidelinesAsync(request, held);
        var evidence = Knowledge.Evidence(request.AsOf);
        var definition = request.Definition == SpendingDefinition.Unspecified ? SpendingDefinition.Nato : request.Definition;
        var response = new ComputeGuidelineGapsResponse();
        response.Assumptions.Add($"GDP grows by {request.GdpGrowthPercent} % a year, nominal.");
        foreach (var nation in nations)
        {
            var own = figures.Where(figure => NationNames.NationOf(figure.Name) == nation).ToList();
            if (GapSubject.Choose(own, nation, definition, request) is not { } subject)
            {
                // Only nations that are named in the request must be stored. Of the others, some may have no figure for the year.
                if (request.Nations.Count > 0)
                {
                    throw Expenditures.Missing(nation, [definition], request.Edition, figures);
                }

                continue;
            }

            subject.Use(evidence);
            var gaps = new NationGaps(subject, request, response.Assumptions);
            response.Gaps.AddRange(guidelines.SelectMany(guideline => guideline.Targets.Select(target => gaps.Of(guideline, target))).OfType<GuidelineGap>());
        }

        foreach (var guideline in guidelines)
        {
            evidence.Use(
                Evidence.NameOf(guideline.Name, $"guideline {guideline.DisplayName}"),
                $"guideline {guideline.DisplayName}",
                string.Join(", ", guideline.Targets.Select(target => $"{target.Measure} {target.Percent} %")),
                "",
                guideline.Source);
        }

        response.FactsUsed.AddRange(evidence.Facts);
        return response;
    }

    private static async Task<IReadOnlyList<Guideline>> GuidelinesAsync(ComputeGuidelineGapsRequest request, Held held)
    {
        if (request.InlineGuidelines.Count > 0)
        {
            return request.InlineGuidelines;
        }

        if (request.Guidelines.Count == 0)
        {
            var all = await held.ListAsync(Types.Guidelines);
            return [.. all.Where(guideline => !Knowledge.IsLater(guideline.Source, request.AsOf))];
        }

        var named = new List<Guideline>();
        foreach (var name in request.Guidelines.Order(StringComparer.Ordinal))
        {
            named.Add(await held.GetAsync(Types.Guidelines, name));
        }

        return named;
    }
}
