using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Kernel;
using Summit.Policy;
using Summit.Store;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Hosting.Errors;

/// <summary>The one table from exceptions to statuses. What is not in it is a fault of ours.</summary>
internal static class ErrorMapper
{
    /// <summary>The status of an exception; null for a fault of ours, which the caller must not see.</summary>
    public static RpcStatus? TryMap(Exception error) => error switch
    {
        SummitException e => StatusDetails.From(e),
        StoreException e => MapStore(e),
        RpcException e => MapCall(e),
        NumberTooLargeException e => StatusDetails.From(new NotHeldException(e.Message)),
        _ => null,
    };

    private static RpcStatus? MapStore(StoreException error) => error switch
    {
        ResourceNotFoundException e => StatusDetails.From(new NotFoundException(e.Name)),
        ResourceExistsException e => StatusDetails.Create(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, e.Message, Facts(("name", e.Name), ("revision", e.Revision.ToString())), Resource(e.Name, e.Message)),
        StaleEtagException e => StatusDetails.Create(
            StatusCode.Aborted, ErrorReason.EtagStale, e.Message, Facts(("etag", e.CurrentEtag), ("name", e.Name)), Resource(e.Name, e.Message)),
        RequestIdReusedException e => StatusDetails.Create(StatusCode.AlreadyExists, ErrorReason.RequestIdReused, e.Message, Facts(("request_id", e.RequestId))),
        InvalidResourceNameException e => Invalid("name", e.Message),
        InvalidQueryException e => Invalid(e.Field, e.Reason),
        PastOutOfRangeException e => StatusDetails.Create(StatusCode.OutOfRange, ErrorReason.OutOfRange, e.Message, Facts(("available", e.Available))),
        WrongEpochException e => StatusDetails.Create(StatusCode.Aborted, ErrorReason.PositionLost, e.Message, Facts(("epoch", e.Epoch))),
        WatcherTooSlowException e => StatusDetails.Create(
            StatusCode.ResourceExhausted, ErrorReason.WatchTooSlow, e.Message, Facts(("revision", e.ResumeFrom.ToString())), Retry.Soon),
        StoreClosingException e => StatusDetails.Create(
            StatusCode.Unavailable, ErrorReason.ShuttingDown, e.Message, e.ResumeFrom is { } from ? Facts(("revision", from.ToString())) : null, Retry.Soon),
        StoreUnavailableException => StatusDetails.Create(
            StatusCode.Unavailable, ErrorReason.StoreUnavailable, "The store cannot be reached now; try again, with the same request_id if the call writes.", null, Retry.Soon),
        StoreFullException => StatusDetails.Create(
            StatusCode.Unavailable, ErrorReason.StoreUnavailable, "The store is out of room; nothing was written. An operator must make room.", null, Retry.After(TimeSpan.FromMinutes(1))),
        _ => null,
    };

    // A call that this host made on behalf of its caller. What the other service said stands; a fault of its own becomes ours.
    private static RpcStatus? MapCall(RpcException error)
    {
        var typed = SummitRpcException.From(error);
        if (typed.StatusCode is StatusCode.Unknown or StatusCode.Internal or StatusCode.Unimplemented or StatusCode.DataLoss)
        {
            return null;
        }

        if (typed is { Reason.Length: > 0, Details: { } details })
        {
            return details;
        }

        var service = typed.Method is { } path && MethodCatalog.TryFind(path, out var method) ? method.Package : "a service";
        return typed.StatusCode switch
        {
            StatusCode.Unavailable => StatusDetails.From(new ServiceUnavailableException(service)),
            StatusCode.DeadlineExceeded => DeadlineExceeded($"{service} did not answer in time."),
            StatusCode.Cancelled => Cancelled(),
            _ => new RpcStatus { Code = (int)typed.StatusCode, Message = typed.Status.Detail },
        };
    }

    public static RpcStatus DeadlineExceeded(string message) => StatusDetails.Create(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded, message);

    public static RpcStatus Cancelled() => StatusDetails.Create(StatusCode.Cancelled, ErrorReason.Cancelled, "The caller went away.");

    private static RpcStatus Invalid(string field, string description) => StatusDetails.From(new InvalidFieldsException([new Violation(field, description)]));

    private static ResourceInfo Resource(string name, string description) => new() { ResourceName = name, Description = description };

    private static Dictionary<string, string> Facts(params (string Key, string Value)[] facts) => facts.ToDictionary(f => f.Key, f => f.Value);
}
