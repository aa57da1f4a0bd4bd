using Grpc.Core;
using Grpc.Net.Client.Calls;
using Grpc.Net.Client.Retry;

namespace Grpc.Net.Client;

/// <summary>Makes the calls of a channel.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).ResponseAsync.GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = Start(method, host, options, request);
        return new AsyncUnaryCall<TResponse>(
            call.ResponseAsync, Functions<TRequest, TResponse>.Headers, Functions<TRequest, TResponse>.Status, Functions<TRequest, TResponse>.Trailers, Functions<TRequest, TResponse>.Dispose, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = Start(method, host, options, request);
        return new AsyncServerStreamingCall<TResponse>(
            call.ResponseStream, Functions<TRequest, TResponse>.Headers, Functions<TRequest, TResponse>.Status, Functions<TRequest, TResponse>.Trailers, Functions<TRequest, TResponse>.Dispose, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = Start(method, host, options, null);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            call.RequestStream, call.ResponseAsync, Functions<TRequest, TResponse>.Headers, Functions<TRequest, TResponse>.Status, Functions<TRequest, TResponse>.Trailers, Functions<TRequest, TResponse>.Dispose, call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = Start(method, host, options, null);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.RequestStream, call.ResponseStream, Functions<TRequest, TResponse>.Headers, Functions<TRequest, TResponse>.Status, Functions<TRequest, TResponse>.Trailers, Functions<TRequest, TResponse>.Dispose, call);
    }

    private IClientCall<TRequest, TResponse> Start<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, in CallOptions options, TRequest? request)
        where TRequest : class
        where TResponse : class
    {
        var info = channel.Find(method);
        if (info.Retry is not null)
        {
            return RetryCall<TRequest, TResponse>.Start(channel, info, method, host, options, request);
        }

        var call = new GrpcCall<TRequest, TResponse>(channel, info, method, host, options, previousAttempts: 0);
        call.Start(request);
        return call;
    }

    /// <summary>How a call object reaches its call, without a closure per call.</summary>
    private static class Functions<TRequest, TResponse>
        where TRequest : class
        where TResponse : class
    {
        public static readonly Func<object, Task<Metadata>> Headers = static call => ((IClientCall<TRequest, TResponse>)call).GetResponseHeadersAsync();
        public static readonly Func<object, Status> Status = static call => ((IClientCall<TRequest, TResponse>)call).GetStatus();
        public static readonly Func<object, Metadata> Trailers = static call => ((IClientCall<TRequest, TResponse>)call).GetTrailers();
        public static readonly Action<object> Dispose = static call => ((IClientCall<TRequest, TResponse>)call).Dispose();
    }
}
