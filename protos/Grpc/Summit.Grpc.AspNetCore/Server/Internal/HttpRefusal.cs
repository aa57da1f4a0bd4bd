using Grpc.Core;
using Grpc.Protocol;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Requests that are not gRPC: answered in HTTP terms, with a gRPC status for clients that look for one.</summary>
internal static class HttpRefusal
{
    public static bool Accepts(HttpContext httpContext) =>
        !HttpProtocol.IsHttp11(httpContext.Request.Protocol) && !HttpProtocol.IsHttp10(httpContext.Request.Protocol)
        && GrpcHeaders.IsGrpcContentType(httpContext.Request.ContentType);

    public static Task RefuseAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var (httpStatus, detail) = GrpcHeaders.IsGrpcContentType(request.ContentType)
            ? (StatusCodes.Status426UpgradeRequired, $"Request protocol '{request.Protocol}' is not supported.")
            : (StatusCodes.Status415UnsupportedMediaType, $"Content-Type '{request.ContentType}' is not supported.");
        if (httpStatus == StatusCodes.Status426UpgradeRequired)
        {
            httpContext.Response.Headers.Upgrade = "HTTP/2";
        }

        httpContext.Response.StatusCode = httpStatus;
        return WriteTrailersOnly(httpContext, StatusCode.Internal, detail);
    }

    public static Task UnimplementedAsync(HttpContext httpContext, string detail)
    {
        if (!Accepts(httpContext))
        {
            return RefuseAsync(httpContext);
        }

        httpContext.Response.ContentType = GrpcHeaders.ContentType;
        return WriteTrailersOnly(httpContext, StatusCode.Unimplemented, detail);
    }

    private static Task WriteTrailersOnly(HttpContext httpContext, StatusCode code, string detail)
    {
        httpContext.Response.Headers.GrpcStatus = ((int)code).ToString();
        httpContext.Response.Headers.GrpcMessage = PercentEncoding.Encode(detail);
        return Task.CompletedTask;
    }
}
