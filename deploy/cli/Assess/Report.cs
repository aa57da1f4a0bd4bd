using Spectre.Console;
using Spectre.Console.Rendering;
using Summit.Api.V1;
using Summit.Cli.Output;
using Summit.Logistics.V1;

namespace Summit.Cli.Assess;

/// <summary>The answer as a page for people: the verdict first, then one section a question, then what it rests on.</summary>
internal sealed class Report(IAnsiConsole console)
{
    public void Print(AssessDeploymentResponse answer, string? traceId)
    {
        var question = answer.Question;
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{question.StrengthPersons:N0} persons[/], {question.TourMonths}-month tours, for {question.DurationMonths} months; ceasefire {Days.Text(question.CeasefireDate)}, C-day {Days.Text(question.CDay)}, wanted in place by {Days.Text(question.ReadyByDate)}; as known on [bold]{Days.Text(question.AsOf)}[/]");
        if (question.DecisionTitle.Length > 0)
        {
            console.MarkupLineInterpolated($"[dim]{question.DecisionTitle} ({question.Decision})[/]");
        }

        console.Write(new Panel(Verdict(answer)).Header(" Verdict ").BorderColor(Color(answer.Verdict)).Expand());
        console.MarkupLineInterpolated($"[bold]Bottleneck[/]  {answer.Bottleneck?.Sentence}");

        PermissionReport.Print(this, answer);
        ForceReport.Print(this, answer);
        CostReport.Print(this, answer);
        EvidenceReport.Print(this, answer);
        console.WriteLine();
        console.MarkupLineInterpolated($"[dim]engine {answer.EngineVersion}, seed {answer.Seed}, result {answer.ResultHash}[/]");
        console.MarkupLineInterpolated($"[dim]trace {traceId ?? "(none)"}[/]");
    }

    /// <summary>Begins a section; when it could not be answered, says so and returns false.</summary>
    public bool Section(string title, SectionState? state)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified());
        if (state?.Availability is not (SectionState.Types.Availability.Unavailable or SectionState.Types.Availability.Missing))
        {
            return true;
        }

        console.MarkupLineInterpolated($"[red]{Words.Of(state.Availability).ToUpperInvariant()}[/] {state.Service}: {state.Detail}");
        return false;
    }

    public void Line(FormattableString text) => console.MarkupLineInterpolated(text);

    public void Write(IRenderable table) => console.Write(table);

    public static Table Table(params string[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);

    public static string Range(Summit.Api.V1.Range? range) => range is null ? "-"
        : range.Low == range.High ? $"{range.Mid:N0}" : $"{range.Mid:N0} ({range.Low:N0} to {range.High:N0})";

    public static string Source(Source? source)
    {
        if (source is null)
        {
            return "";
        }

        // A press title often begins with its publisher; once is enough.
        var title = source.Title.StartsWith(source.Publisher, StringComparison.Ordinal) || source.Publisher.Length == 0 ? source.Title : $"{source.Publisher}, {source.Title}";
        var edition = source.Edition.Length > 0 ? $", edition {source.Edition}" : "";
        var confidence = source.Confidence == Confidence.Checked ? "" : $" [{Words.Of(source.Confidence).ToLowerInvariant()}]";
        return title + edition + confidence;
    }

    private static Rows Verdict(AssessDeploymentResponse answer) =>
        new([new Markup($"[bold {Color(answer.Verdict).ToMarkup()}]{Words.Of(answer.Verdict)}[/]"), .. answer.VerdictReasons.Select(reason => new Markup("· " + Markup.Escape(reason.Sentence)))]);

    private static Color Color(Verdict verdict) => verdict switch
    {
        Logistics.V1.Verdict.PermittedAndFeasible => Spectre.Console.Color.Green,
        Logistics.V1.Verdict.FeasibleNotPermitted or Logistics.V1.Verdict.PermittedNotFeasible => Spectre.Console.Color.Yellow,
        _ => Spectre.Console.Color.Red,
    };
}
