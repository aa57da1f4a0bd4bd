namespace Grpc.Core.Interceptors;

/// <summary>What an interceptor on the client sees of a call, and may change before passing it on.</summary>
/// <typeparam name="TRequest">Request message.</typeparam>
/// <typeparam name="TResponse">Response message.</typeparam>
#pragma warning disable CA1815 // compared by nobody; the standard API defines no equality
public struct ClientInterceptorContext<TRequest, TResponse>
#pragma warning restore CA1815
    where TRequest : class
    where TResponse : class
{
    /// <summary>Creates a context.</summary>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>The method called.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The host name the call is for; null for the channel's own.</summary>
    public string? Host { get; }

    /// <summary>The options of the call.</summary>
    public CallOptions Options { get; }
}
