using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Runs the steps of an assessment. Each step is reported before it begins and has a span in the trace.</summary>
internal sealed class StepReport(Func<AssessmentProgress, Task> report)
{
    /// <summary>Steps that every assessment has.</summary>
    public const int Total = 8;

    private int _done;

    public Task RunAsync(string step, string detail, Func<Task> run) => RunAsync(step, detail, async () =>
    {
        await run();
        return true;
    });

    public async Task<T> RunAsync<T>(string step, string detail, Func<Task<T>> run)
    {
        await report(new AssessmentProgress { Step = step, Detail = detail, StepsDone = _done, StepsTotal = Total });
        using var span = Telemetry.Source.StartActivity($"assessment {step}");
        var result = await run();
        _done++;
        return result;
    }
}
