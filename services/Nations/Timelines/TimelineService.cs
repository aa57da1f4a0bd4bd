using Grpc.Core;
using Summit.Nations.V1;

namespace Summit.Nations.Timelines;

/// <summary>Timelines: events in chronological order.</summary>
internal sealed class TimelineService(ComputeTimeline timeline) : V1.TimelineService.TimelineServiceBase
{
    public override Task<ComputeTimelineResponse> ComputeTimeline(ComputeTimelineRequest request, ServerCallContext context) => timeline.HandleAsync(request, context);
}
