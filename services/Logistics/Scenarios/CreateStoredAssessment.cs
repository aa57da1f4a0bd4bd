using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Assessment;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Scenarios;

/// <summary>Assesses a question, or that of a scenario of the caller, and keeps both.</summary>
internal sealed class CreateStoredAssessment(AssessDeployment assess, CheckDeployment questions, StoreReads reads, StandardMethods<StoredAssessment> methods)
    : IRequestCheck<CreateStoredAssessmentRequest>
{
    public async ValueTask CheckAsync(CreateStoredAssessmentRequest request, ServerCallContext context, Violations found)
    {
        if (request.StoredAssessment is not { } sent)
        {
            return;
        }

        found.Require(sent.Question is not null != sent.Scenario.Length > 0, "stored_assessment", "needs either question or scenario; an empty question asks with all defaults");
        if (sent.Question is { } question)
        {
            await questions.CheckAsync(question, "stored_assessment.question.", found, context);
        }
    }

    public async Task<StoredAssessment> HandleAsync(CreateStoredAssessmentRequest request, ServerCallContext context)
    {
        var sent = request.StoredAssessment;
        var question = sent.Question;
        if (question is null)
        {
            var snapshot = await reads.OpenLatestAsync(context);
            question = (await snapshot.GetAsync(Types.Scenarios, sent.Scenario, context.Caller().VisibilityOf(Types.Scenarios), context.CancellationToken)).Question;
        }

        var answer = await assess.HandleAsync(question, context, _ => Task.CompletedTask);
        return await methods.CreateAsync(request, context, stored => (stored.Question, stored.Answer) = (question, answer));
    }
}
