using Summit.Client;
using Summit.Logistics.V1;
using Summit.WebConsole.Calls;

namespace Summit.WebConsole.Asking;

/// <summary>A page that shows the answer to the question in its address.</summary>
public abstract class QuestionPage : LoadedPage
{
    internal QuestionForm Form { get; private set; } = null!;

    internal Asked<AssessDeploymentResponse> Asked { get; private set; } = new(null);

    /// <summary>The trace of the answer's call.</summary>
    internal string? TraceId => Calls.All.LastOrDefault(c => c.Method.EndsWith("/AssessDeployment", StringComparison.Ordinal))?.TraceId;

    internal override SummitRpcException? Failed => Asked.Error;

    internal override bool IsReadable => Form.IsReadable;

    /// <inheritdoc/>
    protected sealed override async Task AskAsync()
    {
        Form = QuestionForm.From(Http.Request.Query);
        if (Form.IsReadable)
        {
            Asked = await Calls.AskLongAsync<AssessDeploymentRequest, AssessDeploymentResponse>(Calls.Client<AssessmentService.AssessmentServiceClient>().AssessDeploymentAsync, Form.Request);
        }

        await AskMoreAsync(Asked.Answer);
    }

    /// <summary>Asks for what else the page shows.</summary>
    /// <param name="answer">The answer to the question; null when it is not there.</param>
    protected virtual Task AskMoreAsync(AssessDeploymentResponse? answer) => Task.CompletedTask;
}
