using Summit.Logistics.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>The evidence of the answer: facts with source and age, assumptions with their ranges.</summary>
internal static class EvidenceBlocks
{
    public static IEnumerable<Block> Of(AssessDeploymentResponse answer, Names names)
    {
        yield return new($"Facts used ({answer.FactsUsed.Count})",
        [
            new Tabular(
                ["Fact", "Value", "Published", "Age", "Source"],
                [.. answer.FactsUsed.Select(fact => (IReadOnlyList<string>)
                [
                    names.In(fact.Description.Length > 0 ? fact.Description : fact.Name),
                    $"{fact.Value} {fact.Unit}".Trim(),
                    Days.Text(fact.Source?.PublishDate),
                    fact.PublishedLater ? "published later" : $"{fact.AgeDays} d",
                    Texts.Source(fact.Source),
                ])]),
        ]);
        yield return new($"Assumptions ({answer.Assumptions.Count})",
        [
            new Tabular(
                ["Assumed", "Low, mid, high", "Why"],
                [.. answer.Assumptions.Select(a => (IReadOnlyList<string>)
                [
                    names.In(a.Statement),
                    a.Range is { } r ? $"{Texts.Number(r.Low)}, {Texts.Number(r.Mid)}, {Texts.Number(r.High)} {a.Unit}".Trim() : "",
                    names.In(a.Reason),
                ])]),
        ]);
    }
}
