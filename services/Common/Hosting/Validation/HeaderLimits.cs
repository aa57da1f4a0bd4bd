using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Hosting.Validation;

/// <summary>How many headers, and how many bytes of them, one call may send.</summary>
public static class HeaderLimits
{
    /// <summary>Most headers that a call may send.</summary>
    public const int MaxHeaders = 100;

    /// <summary>Most bytes of all names and values of the headers of a call.</summary>
    public const int MaxHeaderBytes = 32 * 1024;

    /// <summary>Checks the headers of a call.</summary>
    /// <returns>The error to answer with; null when there is none.</returns>
    public static RpcStatus? Check(IHeaderDictionary headers)
    {
        var (count, bytes) = (0, 0L);
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                count++;
                bytes += name.Length + (value?.Length ?? 0);
            }
        }

        if (count <= MaxHeaders && bytes <= MaxHeaderBytes)
        {
            return null;
        }

        var facts = new Dictionary<string, string> { ["max_headers"] = $"{MaxHeaders}", ["max_header_bytes"] = $"{MaxHeaderBytes}" };
        return StatusDetails.Create(
            StatusCode.ResourceExhausted, ErrorReason.ComputationTooLarge,
            $"The call has {count} headers of {bytes} bytes; at most {MaxHeaders} headers of {MaxHeaderBytes} bytes together are allowed.", facts);
    }
}
