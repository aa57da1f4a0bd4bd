using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Hosting.Errors;

/// <summary>Puts errors into google.rpc.Status and onto the wire. Services and gateway use the same.</summary>
public static class StatusDetails
{
    /// <summary>Most bytes that details take: proxies refuse header blocks above 8 KiB, and base64 adds a third.</summary>
    public const int MaxBytes = 6 * 1024 - 512;

    private const int MaxMessage = 1024;

    /// <summary>The status of a domain error, with ErrorInfo first.</summary>
    public static RpcStatus From(SummitException error) => Create(error.Code, error.Reason, error.Message, error.Facts, error.Details);

    /// <summary>Builds a status with ErrorInfo and further details.</summary>
    public static RpcStatus Create(
        StatusCode code, ErrorReason reason, string message, IReadOnlyDictionary<string, string>? facts = null, params IReadOnlyList<IMessage> details)
    {
        var info = new ErrorInfo { Reason = ErrorReasons.NameOf(reason), Domain = ErrorReasons.Domain };
        foreach (var (key, value) in facts ?? new Dictionary<string, string>())
        {
            info.Metadata[key] = Cut(value);
        }

        var status = new RpcStatus { Code = (int)code, Message = Cut(message), Details = { Any.Pack(info) } };
        foreach (var detail in details)
        {
            var room = MaxBytes - status.CalculateSize();
            var fitting = detail is BadRequest bad ? Fit(bad, room) : detail;
            if (fitting.CalculateSize() < room)
            {
                status.Details.Add(Any.Pack(fitting));
            }
        }

        return status;
    }

    /// <summary>Names the trace, in place of any that is named already: an answer from a cache carries the trace of the call it answers.</summary>
    public static RpcStatus WithTrace(this RpcStatus status, string traceId)
    {
        for (var i = status.Details.Count - 1; i >= 0; i--)
        {
            if (status.Details[i].Is(RequestInfo.Descriptor))
            {
                status.Details.RemoveAt(i);
            }
        }

        status.Details.Add(Any.Pack(new RequestInfo { RequestId = traceId }));
        return status;
    }

    private static BadRequest Fit(BadRequest bad, int room)
    {
        const int ForCount = 120;
        var fitting = new BadRequest();
        foreach (var violation in bad.FieldViolations)
        {
            fitting.FieldViolations.Add(violation);
            if (fitting.CalculateSize() > room - ForCount)
            {
                fitting.FieldViolations.RemoveAt(fitting.FieldViolations.Count - 1);
                var rest = bad.FieldViolations.Count - fitting.FieldViolations.Count;
                fitting.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = "", Description = $"and {rest} more violations that do not fit here" });
                break;
            }
        }

        return fitting;
    }

    private static string Cut(string text) => text.Length <= MaxMessage ? text : text[..MaxMessage] + "…";
}
