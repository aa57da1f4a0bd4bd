using Grpc.Core;
using Grpc.Health.V1;
using Summit.Hosting.Lifecycle;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Summit.Hosting.Health;

/// <summary>grpc.health.v1 over the host's own state.</summary>
internal sealed class HealthService(HostHealth health, MappedServices mapped, DrainSignal drain) : Grpc.Health.V1.Health.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => Knows(request.Service)
        ? Task.FromResult(Current())
        : throw new Errors.NotFoundException(request.Service, "service");

    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var answer = new HealthListResponse();
        foreach (var service in mapped.Names.Prepend(""))
        {
            answer.Statuses[service] = Current();
        }

        return Task.FromResult(answer);
    }

    /// <summary>Stays open. After the drain was reported the call ends, so that the connection can.</summary>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        var last = Status.Unknown;
        while (true)
        {
            var changed = health.Changed;
            // Asked before the state is read: a drain always reports its last state first.
            var ending = drain.Token.IsCancellationRequested;
            var now = Knows(request.Service) ? Current() : new HealthCheckResponse { Status = Status.ServiceUnknown };
            if (now.Status != last)
            {
                last = now.Status;
                await responseStream.WriteAsync(now, context.CancellationToken);
            }

            if (ending)
            {
                throw new Errors.ShuttingDownException("The host is shutting down; watch again, another replica answers.");
            }

            try
            {
                await changed.WaitAsync(end.Token);
            }
            catch (OperationCanceledException) when (drain.Token.IsCancellationRequested)
            {
                // Once more around, for the last state.
            }
        }
    }

    private bool Knows(string service) => service.Length == 0 || mapped.Names.Contains(service);

    private HealthCheckResponse Current() => new() { Status = health.Ready ? Status.Serving : Status.NotServing };
}
