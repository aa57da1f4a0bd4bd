using Summit.Client;

namespace Summit.WebConsole.Calls;

/// <summary>An answer, the reason why there is none, or neither while the call still runs.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="Key">Names the running call, so that it can be cancelled.</param>
/// <param name="Call">The call that gave the answer.</param>
public sealed record Asked<T>(T? Answer, SummitRpcException? Error = null, string? Key = null, MadeCall? Call = null)
    where T : class
{
    /// <summary>Whether the call still runs.</summary>
    public bool IsPending => Answer is null && Error is null;
}
