using Grpc.Core;
using Grpc.Net.Client.Retry;

namespace Grpc.Net.Client.Calls;

/// <summary>What a channel knows of a method: worked out at its first call, used by all the others.</summary>
internal sealed class ChannelMethod(IMethod method, Uri uri, string serviceUrl, RetryRules? retry)
{
    public IMethod Method => method;

    public Uri Uri => uri;

    /// <summary>For call credentials: the address without the method.</summary>
    public string ServiceUrl => serviceUrl;

    public RetryRules? Retry => retry;
}
