using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Serves the calls of one method: checks, context, handler, status.</summary>
internal abstract class CallHandler<TRequest, TResponse>(Method<TRequest, TResponse> method, MethodOptions options, ILogger logger)
    where TRequest : class
    where TResponse : class
{
    protected Method<TRequest, TResponse> Method { get; } = method;

    public Task HandleAsync(HttpContext httpContext)
    {
        if (!HttpRefusal.Accepts(httpContext))
        {
            return HttpRefusal.RefuseAsync(httpContext);
        }

        var call = new HttpContextServerCallContext(httpContext, Method, options, logger);
        httpContext.Features.Set<IServerCallContextFeature>(call);
        return RunAsync(call);
    }

    /// <summary>Reads, handles and writes; the status is the caller's business.</summary>
    protected abstract ValueTask HandleCoreAsync(HttpContextServerCallContext call);

    private async Task RunAsync(HttpContextServerCallContext call)
    {
        try
        {
            call.StartDeadline();
            call.StartResponse();
            call.ReadRequestEncoding();
            await HandleCoreAsync(call);
            call.End();
        }
        catch (Exception exception)
        {
            call.EndWithError(exception);
        }

        await call.CleanUpAsync();
    }

}
