using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>Asks call credentials for their headers.</summary>
internal static class CallCredentialsReader
{
    public static async ValueTask<Metadata?> ReadAsync(GrpcChannel channel, CallCredentials? ofCall, ChannelMethod method, CancellationToken cancellationToken)
    {
        if (!channel.SendsCallCredentials)
        {
            channel.WarnOfUnusedCredentials();
            return null;
        }

        var interceptors = new List<AsyncAuthInterceptor>();
        var collector = new Collector();
        channel.CallCredentials?.InternalPopulateConfiguration(collector, interceptors);
        ofCall?.InternalPopulateConfiguration(collector, interceptors);
        var metadata = new Metadata();
        var context = new AuthInterceptorContext(method.ServiceUrl, method.Method.Name, cancellationToken);
        foreach (var interceptor in interceptors)
        {
            await interceptor(context, metadata);
        }

        return metadata;
    }

    private sealed class Collector : CallCredentialsConfiguratorBase
    {
        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials)
        {
            foreach (var part in credentials)
            {
                part.InternalPopulateConfiguration(this, state);
            }
        }

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) =>
            ((List<AsyncAuthInterceptor>)state!).Add(interceptor);
    }
}
