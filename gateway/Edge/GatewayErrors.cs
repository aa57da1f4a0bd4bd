using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Edge;

/// <summary>Every error that begins at the gateway. Those of the services pass through.</summary>
internal static class GatewayErrors
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public static RpcStatus ServiceUnavailable(string service, string what) => Create(
        StatusCode.Unavailable, ErrorReason.ServiceUnavailable, $"The service {service} {what}; try again in a moment.", [("service", service)], RetryDelay);

    public static RpcStatus ServiceBusy(string service) => Create(
        StatusCode.ResourceExhausted, ErrorReason.RateLimited, $"The service {service} asked for fewer calls; try again in a moment.", [("service", service)], RetryDelay);

    public static RpcStatus BadAnswer(StatusCode code, string service, string what) =>
        Create(code, ErrorReason.ServiceUnavailable, $"The service {service} {what} instead of a gRPC answer.", [("service", service)], null);

    public static RpcStatus Cancelled(string service) =>
        Create(StatusCode.Cancelled, ErrorReason.Cancelled, $"The service {service} ended the call.", [("service", service)], null);

    public static RpcStatus CallerGone() => Create(StatusCode.Cancelled, ErrorReason.Cancelled, "The caller went away.", [], null);

    public static RpcStatus MethodUnknown(string path) =>
        Create(StatusCode.Unimplemented, ErrorReason.MethodUnknown, $"There is no method {path}.", [("method", path)], null);

    public static RpcStatus NotConfigured(string service) =>
        Create(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, $"This gateway knows no address of the service {service}.", [("service", service)], RetryDelay);

    public static RpcStatus DeadlineExceeded(TimeSpan limit) => Create(
        StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded,
        $"The call's time of {limit.TotalSeconds:0.###} s is up; ask for less or allow more time.", [("limit", $"{limit.TotalSeconds:0.###} s")], null);

    public static RpcStatus RequestTooLarge(int limit) => Create(
        StatusCode.ResourceExhausted, ErrorReason.ComputationTooLarge, $"The request message is larger than {limit} bytes.", [("limit", $"{limit}")], null);

    public static RpcStatus AnswerTooLarge(string service, int limit) => Create(
        StatusCode.ResourceExhausted, ErrorReason.ComputationTooLarge,
        $"The answer of {service} is larger than {limit} bytes; ask for smaller pages.", [("limit", $"{limit}")], null);

    public static RpcStatus MalformedRequest(string what) =>
        Create(StatusCode.InvalidArgument, ErrorReason.InvalidFields, $"The request is not one message: {what}.", [], null);

    public static RpcStatus EncodingUnknown(string encoding) => Create(
        StatusCode.Unimplemented, ErrorReason.MethodUnknown, $"The message encoding {encoding} is not supported; use identity, gzip or deflate.", [("encoding", encoding)], null);

    public static RpcStatus MalformedJson(IReadOnlyList<Summit.Policy.Json.JsonFault> faults) =>
        StatusDetails.From(new InvalidFieldsException([.. faults.Select(f => new Summit.Kernel.Violation(f.Field, f.Description))]));

    public static RpcStatus MalformedHeader(string name, string what) =>
        Create(StatusCode.InvalidArgument, ErrorReason.InvalidFields, $"{name} {what}.", [("header", name)], null);

    public static RpcStatus NotJson(string service, string why) => Create(
        StatusCode.Unimplemented, ErrorReason.MethodUnknown, $"The answer of {service} cannot be written as JSON ({why}); ask for application/proto.", [("service", service)], null);

    public static RpcStatus Limited(string what, TimeSpan retryAfter) => Create(
        StatusCode.ResourceExhausted, ErrorReason.RateLimited, $"{what}; try again in {retryAfter.TotalSeconds:0.###} s.", [], retryAfter,
        new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = "caller", Description = what } } });

    public static RpcStatus Fault(string id) => Create(
        StatusCode.Internal, ErrorReason.Internal, $"The call failed by a fault of the gateway. Report the error id {id}.", [("error_id", id)], null);

    private static RpcStatus Create(
        StatusCode code, ErrorReason reason, string message, (string Key, string Value)[] facts, TimeSpan? retryAfter, params IEnumerable<Google.Protobuf.IMessage> details)
    {
        var all = details.ToList();
        if (retryAfter is { } delay)
        {
            all.Add(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) });
        }

        return StatusDetails.Create(code, reason, message, facts.ToDictionary(f => f.Key, f => f.Value), [.. all]);
    }
}
