using Grpc.Core;
using Summit.Nations.V1;

namespace Summit.Nations.Timelines;

/// <summary>What happened, in order.</summary>
internal sealed class TimelineService(GetTimeline timeline) : V1.TimelineService.TimelineServiceBase
{
    public override Task<GetTimelineResponse> GetTimeline(GetTimelineRequest request, ServerCallContext context) => timeline.HandleAsync(request, context);
}
