using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Logistics.Assessment;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Scenarios;

/// <summary>Asks the question of a stored assessment again, at the revisions that its answer names.</summary>
internal sealed class RecheckStoredAssessment(AssessDeployment assess, StoreReads reads)
{
    public async Task<RecheckStoredAssessmentResponse> HandleAsync(RecheckStoredAssessmentRequest request, ServerCallContext context)
    {
        var snapshot = await reads.OpenLatestAsync(context);
        var stored = await snapshot.GetAsync(Types.StoredAssessments, request.Name, context.Caller().VisibilityOf(Types.StoredAssessments), context.CancellationToken);
        var question = stored.Question.Clone();
        question.ReadAt.Clear();
        question.ReadAt.Add(stored.Answer.Revisions);
        var answer = await assess.HandleAsync(question, context, _ => Task.CompletedTask);
        return new RecheckStoredAssessmentResponse
        {
            Same = answer.ResultHash == stored.Answer.ResultHash,
            StoredHash = stored.Answer.ResultHash,
            StoredEngineVersion = stored.Answer.EngineVersion,
            Answer = answer,
        };
    }
}
