using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Summit.Client;
using Summit.Gateway.Calls;
using Summit.Gateway.Edge;
using Summit.Gateway.Web.Connect;
using Summit.Gateway.Web.Pages;
using Summit.Hosting.Management;
using Summit.Hosting.Validation;

namespace Summit.Gateway.Web;

/// <summary>
/// What stands before the gateway on the port for browsers: it turns each protocol into gRPC and the answer back, so that identity,
/// access, limits, cache and errors are those of every other call.
/// </summary>
internal sealed class WebPort(HostPorts ports, WebPages pages, ConnectHandler connect, IOptions<WebOptions> options, IHostEnvironment environment)
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    // What an answer says in headers, and what clients of gRPC-Web and Connect look for.
    private static readonly string[] Exposed =
    [
        StatusWriter.GrpcStatus, StatusWriter.GrpcMessage, SummitMetadata.StatusDetails, "grpc-encoding", "connect-content-encoding", "etag", "retry-after", "www-authenticate",
        SummitMetadata.Revision, SummitMetadata.Cache, SummitMetadata.Stale, SummitMetadata.TraceId, SummitMetadata.ReadTypes, SummitMetadata.Replayed, SummitMetadata.Build,
    ];

    /// <summary>Adds it to the pipeline; requests of other ports pass by.</summary>
    public void Use(IApplicationBuilder app) => app.UseWhen(ports.IsWeb, web =>
    {
        web.Use(next => http =>
        {
            WebHeaders.Protect(http);
            return next(http);
        });
        if (environment.IsDevelopment() || options.Value.OriginNames().Length > 0)
        {
            web.UseCors(AllowOrigins);
        }

        web.Use(next => http => pages.HandleAsync(http, next));
        web.Use(next => http => TextBody.HandleAsync(http, next));
        web.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        web.Use(next => http => connect.HandleAsync(http, next));
        web.Use(next => http => Enter(http, next));
    });

    private static Task Enter(HttpContext http, RequestDelegate next)
    {
        WebHeaders.RemoveOfTheBrowser(http.Request.Headers);
        if (HeaderLimits.Check(http.Request.Headers) is { } refusal)
        {
            StatusWriter.Write(http, refusal, new CallTrace(http.Request.Headers).Id);
            return Task.CompletedTask;
        }

        return next(http);
    }

    private void AllowOrigins(CorsPolicyBuilder policy)
    {
        var origins = options.Value.OriginNames();
        if (origins.Contains("*"))
        {
            policy.AllowAnyOrigin();
        }
        else if (origins.Length > 0)
        {
            policy.WithOrigins(origins);
        }
        else
        {
            policy.SetIsOriginAllowed(origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);
        }

        // No credentials: a caller is who its token says, and a page must have the token to send it.
        policy.WithMethods("GET", "POST").AllowAnyHeader().WithExposedHeaders(Exposed).SetPreflightMaxAge(PreflightAge);
    }
}
