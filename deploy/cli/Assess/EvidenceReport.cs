using Spectre.Console;
using Summit.Cli.Output;
using Summit.Logistics.V1;

namespace Summit.Cli.Assess;

/// <summary>What the answer rests on: facts with source and age, assumptions with their ranges, revisions.</summary>
internal static class EvidenceReport
{
    public static void Print(Report report, AssessDeploymentResponse answer)
    {
        report.Section($"Facts used ({answer.FactsUsed.Count})", state: null);
        var facts = Report.Table("Fact", "Value", "Published", "Age", "Source");
        foreach (var fact in answer.FactsUsed)
        {
            facts.AddRow(
                Markup.Escape(fact.Description.Length > 0 ? fact.Description : fact.Name),
                Markup.Escape($"{fact.Value} {fact.Unit}".Trim()),
                Days.Text(fact.Source?.PublishDate),
                fact.PublishedLater ? "published later" : $"{fact.AgeDays} d",
                Markup.Escape(Report.Source(fact.Source)));
        }

        report.Write(facts);
        report.Section($"Assumptions ({answer.Assumptions.Count})", state: null);
        var assumptions = Report.Table("Assumed", "Low", "Mid", "High", "Unit", "Why");
        foreach (var assumption in answer.Assumptions)
        {
            var range = assumption.Range;
            assumptions.AddRow(
                Markup.Escape(assumption.Statement),
                range is null ? "" : $"{range.Low:#,0.###}",
                range is null ? "" : $"{range.Mid:#,0.###}",
                range is null ? "" : $"{range.High:#,0.###}",
                Markup.Escape(assumption.Unit),
                Markup.Escape(assumption.Reason));
        }

        report.Write(assumptions);
        report.Line($"[dim]Read at {string.Join(", ", answer.Revisions.Select(r => $"{r.Service} {r.Revision}"))}[/]");
    }
}
