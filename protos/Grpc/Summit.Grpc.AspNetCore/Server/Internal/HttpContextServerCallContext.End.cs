using Grpc.Core;
using Grpc.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>How a call ends: one status, once, in trailers or, when nothing was sent, in the headers.</summary>
internal sealed partial class HttpContextServerCallContext
{
    private const int NoError = 0;

    private static readonly StringValues[] StatusValues = [.. Enum.GetValues<StatusCode>().Order().Select(code => new StringValues(((int)code).ToString()))];

    /// <summary>Ends the call with the status the handler left.</summary>
    public void End()
    {
        if (_timer is null)
        {
            EndCore();
            return;
        }

        lock (Gate)
        {
            EndCore();
        }
    }

    /// <summary>Ends the call after an exception.</summary>
    public void EndWithError(Exception exception)
    {
        var (status, trailers) = ToStatus(exception);
        if (_ended)
        {
            return;
        }

        foreach (var entry in trailers)
        {
            ResponseTrailers.Add(entry);
        }

        _status = status;
        End();
    }

    /// <summary>Waits until a deadline's answer is out and frees what the call holds.</summary>
    public ValueTask CleanUpAsync()
    {
        if (_timer is null)
        {
            return default;
        }

        _timer.Dispose();
        return _endedByDeadline is null ? DisposeCancellation() : WaitForDeadlineAnswerAsync();
    }

    private ValueTask DisposeCancellation()
    {
        _cancellation?.Dispose();
        return default;
    }

    private async ValueTask WaitForDeadlineAnswerAsync()
    {
        await _endedByDeadline!;
        await DisposeCancellation();
    }

    private void EndCore()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        WriteStatus();
    }

    private void WriteStatus()
    {
        var response = HttpContext.Response;
        var destination = _bodyWritten || response.HasStarted
            ? HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers
            : response.Headers;
        if (destination is null)
        {
            return;
        }

        if (_responseTrailers is { Count: > 0 })
        {
            try
            {
                AppendMetadata(destination, _responseTrailers);
            }
            catch (InvalidOperationException exception)
            {
                // HTTP refuses a character in one of them. The call must still end with a status.
                Log.TrailersRefused(_logger, exception, _method.FullName);
                _status = new Status(StatusCode.Internal, "A trailer has a value that cannot be sent.");
            }
        }

        var code = (int)_status.StatusCode;
        destination.GrpcStatus = (uint)code < (uint)StatusValues.Length ? StatusValues[code] : new StringValues(code.ToString());
        if (!string.IsNullOrEmpty(_status.Detail))
        {
            destination.GrpcMessage = PercentEncoding.Encode(_status.Detail);
        }
    }

    private (Status Status, Metadata Trailers) ToStatus(Exception exception)
    {
        switch (exception)
        {
            case RpcException rpc:
                Log.RpcFailed(_logger, rpc, _method.FullName, rpc.StatusCode);
                return (rpc.Status, rpc.Trailers);
            case OperationCanceledException or IOException when HttpContext.RequestAborted.IsCancellationRequested:
                Log.CallerGone(_logger, _method.FullName);
                return (new Status(StatusCode.Cancelled, "The caller is gone."), Metadata.Empty);
            case OperationCanceledException when _ended:
                return (_status, Metadata.Empty);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return (new Status(StatusCode.ResourceExhausted, "The request exceeds the maximum size of the server."), Metadata.Empty);
            default:
                Log.HandlerFailed(_logger, exception, _method.FullName);
                var detail = "Exception was thrown by handler.";
                return (new Status(StatusCode.Unknown, _options.DetailedErrors ? $"{detail} {exception.GetType().Name}: {exception.Message}" : detail, exception), Metadata.Empty);
        }
    }

    private static void AppendMetadata(IHeaderDictionary destination, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            if (!GrpcHeaders.IsReserved(entry.Key))
            {
                destination.Append(entry.Key, MetadataCodec.Encode(entry));
            }
        }
    }
}
