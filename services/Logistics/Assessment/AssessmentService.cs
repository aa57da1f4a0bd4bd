using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>The calls of AssessmentService: one handler, with and without progress.</summary>
internal sealed class AssessmentService(AssessDeployment assess) : V1.AssessmentService.AssessmentServiceBase
{
    public override Task<AssessDeploymentResponse> AssessDeployment(AssessDeploymentRequest request, ServerCallContext context) =>
        assess.HandleAsync(request, context, _ => Task.CompletedTask);

    public override async Task StreamAssessment(StreamAssessmentRequest request, IServerStreamWriter<StreamAssessmentResponse> responseStream, ServerCallContext context)
    {
        var answer = await assess.HandleAsync(
            request.Assessment, context, progress => responseStream.WriteAsync(new StreamAssessmentResponse { Progress = progress }, context.CancellationToken));
        await responseStream.WriteAsync(new StreamAssessmentResponse { Answer = answer }, context.CancellationToken);
    }
}
