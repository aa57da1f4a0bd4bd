using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Scheduling;

/// <summary>The calls of SchedulingService; it only delegates.</summary>
internal sealed class SchedulingService(ScheduleActivities schedule, StreamSchedule stream) : V1.SchedulingService.SchedulingServiceBase
{
    public override Task<ScheduleActivitiesResponse> ScheduleActivities(ScheduleActivitiesRequest request, ServerCallContext context) =>
        schedule.HandleAsync(request, context.CancellationToken);

    public override Task StreamSchedule(StreamScheduleRequest request, IServerStreamWriter<StreamScheduleResponse> responseStream, ServerCallContext context) =>
        stream.HandleAsync(request, answer => responseStream.WriteAsync(answer, context.CancellationToken), context.CancellationToken);
}
