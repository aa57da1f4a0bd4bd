using Grpc.Core;
using Summit.Client;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Data read from another service, or why it could not be read.</summary>
/// <param name="Value">The data; null when the service is unavailable.</param>
/// <param name="State">Available, or what is missing.</param>
internal sealed record Reading<T>(T? Value, SectionState State)
    where T : class;

/// <summary>States of sections.</summary>
internal static class Sections
{
    /// <summary>Longest wait for one other service, regardless of the caller's deadline.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static SectionState Available() => new() { Availability = SectionState.Types.Availability.Available };

    public static SectionState Unavailable(string service, string detail) =>
        new() { Availability = SectionState.Types.Availability.Unavailable, Service = service, Detail = detail };

    public static SectionState Missing(string service, string detail) =>
        new() { Availability = SectionState.Types.Availability.Missing, Service = service, Detail = detail };

    public static bool IsAvailable(this SectionState? state) => state?.Availability == SectionState.Types.Availability.Available;

    /// <summary>
    /// Options for calls to other services. A call gets half of the caller's remaining time, so that enough time is left to
    /// report a service that hangs.
    /// </summary>
    private static CallOptions Options(ServerCallContext context)
    {
        var now = DateTime.UtcNow;
        var half = (context.Deadline - now) / 2;
        return new(deadline: now + (half < Patience ? half : Patience), cancellationToken: context.CancellationToken);
    }

    /// <summary>
    /// Reads from another service. When it is unavailable or does not hold the needed data, the result says so and no error is
    /// thrown. Faults of the caller and the caller's own deadline or cancellation stay errors.
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
            return new(null, Missing(service, $"{service} does not have the required data: {SummitRpcException.From(e).Status.Detail}"));
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss)
        {
            return new(null, Unavailable(service, $"{service} failed to answer; its log has the trace of this call."));
        }
    }

    /// <summary>
    /// The same for a section beside the verdict: whatever the other service refuses, this section says so and the others stand.
    /// </summary>
    public static async Task<Reading<T>> TryReadAsync<T>(string service, Func<CallOptions, Task<T>> read, ServerCallContext context)
        where T : class
    {
        try
        {
            return await ReadAsync(service, read, context);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.OutOfRange or StatusCode.PermissionDenied or StatusCode.ResourceExhausted)
        {
            return new(null, Missing(service, $"{service} does not answer this: {SummitRpcException.From(e).Status.Detail}"));
        }
    }

    // Unimplemented: something answers at the address, but it is not this service.
    private static bool IsAway(StatusCode code) => code is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Unimplemented;
}
