using Grpc.Core;

namespace Summit.Client;

/// <summary>What the metadata of an answer say beside the answer itself.</summary>
public static class SummitCalls
{
    /// <summary>
    /// Whether the answer of a write is the recorded one of an earlier call with the same <c>request_id</c>. Nothing was
    /// done again. False for a first call and for calls that write nothing.
    /// </summary>
    /// <param name="call">The call. Its headers must arrive, so await the answer before or after.</param>
    public static async Task<bool> IsReplayedAsync<TResponse>(this AsyncUnaryCall<TResponse> call) =>
        (await call.ResponseHeadersAsync).GetValue(SummitMetadata.Replayed) == "true";
}
