using Spectre.Console;
using Summit.Api.V1;
using Summit.Cli.Output;
using Summit.Logistics.V1;
using Money = Google.Type.Money;

namespace Summit.Cli.Assess;

/// <summary>What it costs and who pays.</summary>
internal static class CostReport
{
    private const decimal NanosPerUnit = 1_000_000_000m;

    public static void Print(Report report, AssessDeploymentResponse answer)
    {
        if (!report.Section("Cost and shares", answer.Cost?.State))
        {
            return;
        }

        var cost = answer.Cost!;
        report.Line($"For {cost.Persons:N0} persons over {cost.DurationMonths} months, {Basis(cost.Full?.Basis)}");
        var amounts = Report.Table("", "Low", "Mid", "High");
        AddRow(amounts, "[bold]Full[/]", cost.Full);
        AddRow(amounts, "Extra (less what arises at home)", cost.Marginal);
        AddRow(amounts, "Full, per soldier-year", cost.FullPerSoldierYear);
        foreach (var part in cost.Parts)
        {
            AddRow(amounts, "  " + Markup.Escape(Words.Of(part.Kind).ToLowerInvariant()), part.Amount);
        }

        report.Write(amounts);
        Shares(report, cost);
    }

    private static void AddRow(Table table, string label, MoneyRange? range)
    {
        if (range is not null)
        {
            table.AddRow(label, Text(range.Low), Text(range.Mid), Text(range.High));
        }
    }

    /// <summary>All keys side by side: which one is fair is a political choice.</summary>
    private static void Shares(Report report, CostSection cost)
    {
        if (cost.Shares.Count == 0)
        {
            return;
        }

        report.Line($"Shares of the full cost at mid, exact to the cent. Which key is fair is a political choice.");
        var table = Report.Table(["Nation", .. cost.Shares.Select(s => s.Key)]);
        foreach (var nation in cost.Shares.SelectMany(s => s.Shares).Select(s => s.Nation).Distinct().Order(StringComparer.Ordinal))
        {
            table.AddRow([nation[^3..], .. cost.Shares.Select(key => key.Shares.FirstOrDefault(s => s.Nation == nation)).Select(s => s is null ? "-" : $"{Text(s.Amount)} ({s.Percent:0.0} %)")]);
        }

        table.AddRow(["[bold]Sum[/]", .. cost.Shares.Select(s => $"[bold]{Text(s.Total)}[/]")]);
        report.Write(table);
        foreach (var key in cost.Shares.Where(s => s.Shares.Count == 0))
        {
            report.Line($"  {key.Key}: {key.State.Detail}");
        }
    }

    private static string Basis(PriceBasis? basis) => basis is null ? "" : $"{Words.Of(basis.Kind).ToLowerInvariant()} prices of {basis.Year}";

    private static string Text(Money? money) => money is null ? "-" : $"{money.CurrencyCode} {money.Units + (money.Nanos / NanosPerUnit):N2}";
}
