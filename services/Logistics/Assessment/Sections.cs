using Grpc.Core;
using Summit.Client;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>What could be read of another service, or why it could not.</summary>
/// <param name="Value">What was read; null when it is away.</param>
/// <param name="State">Available, or what is missing.</param>
internal sealed record Reading<T>(T? Value, SectionState State)
    where T : class;

/// <summary>States of sections.</summary>
internal static class Sections
{
    /// <summary>Longest wait for one other service, however long the caller waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static SectionState Available() => new() { Availability = SectionState.Types.Availability.Available };

    public static SectionState Unavailable(string service, string detail) =>
        new() { Availability = SectionState.Types.Availability.Unavailable, Service = service, Detail = detail };

    public static SectionState Missing(string service, string detail) =>
        new() { Availability = SectionState.Types.Availability.Missing, Service = service, Detail = detail };

    public static bool IsAvailable(this SectionState? state) => state?.Availability == SectionState.Types.Availability.Available;

    /// <summary>
    /// How calls to other services are made: within half of the time that is left to the caller, so that a service that hangs
    /// leaves enough to say so.
    /// </summary>
    private static CallOptions Options(ServerCallContext context)
    {
        var now = DateTime.UtcNow;
        var half = (context.Deadline - now) / 2;
        return new(deadline: now + (half < Patience ? half : Patience), cancellationToken: context.CancellationToken);
    }

    /// <summary>
    /// Reads from another service. When it is away, or does not hold what is needed, that is an answer and not an error; what
    /// the caller did wrong, and its end of patience, stay errors.
    /// </summary>
    public static async Task<Reading<T>> ReadAsync<T>(string service, Func<CallOptions, Task<T>> read, ServerCallContext context)
        where T : class
    {
        try
        {
            return new(await read(Options(context)), Available());
        }
        catch (RpcException e) when (IsAway(e.StatusCode) && !context.CancellationToken.IsCancellationRequested)
        {
            return new(null, Unavailable(service, $"{service} cannot be reached now."));
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
        {
            return new(null, Missing(service, $"{service} does not hold what is needed: {SummitRpcException.From(e).Status.Detail}"));
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss)
        {
            return new(null, Unavailable(service, $"{service} failed to answer; its log has the trace of this call."));
        }
    }

    // Unimplemented: something answers at the address, but it is not the service.
    private static bool IsAway(StatusCode code) => code is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Unimplemented;
}
