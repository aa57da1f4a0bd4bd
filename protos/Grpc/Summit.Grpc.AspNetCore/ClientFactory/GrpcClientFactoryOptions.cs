using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Grpc.Net.ClientFactory;

/// <summary>Options of one registered client.</summary>
public class GrpcClientFactoryOptions
{
    /// <summary>Address of the service. Required.</summary>
    public Uri? Address { get; set; }

    /// <summary>Change the options of the client's channel.</summary>
    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];

    /// <summary>Change the options of each call.</summary>
    public IList<Action<CallOptionsContext>> CallOptionsActions { get; } = [];

    /// <summary>Interceptors shared by all instances of the client.</summary>
    public IList<Interceptor> Interceptors { get; } = [];

    /// <summary>Interceptors made from the container; the first one sees a call first.</summary>
    public IList<InterceptorRegistration> InterceptorRegistrations { get; } = [];

    /// <summary>Makes the client. Null (the default) for its constructor that takes a call invoker.</summary>
    public Func<CallInvoker, object>? Creator { get; set; }
}

/// <summary>Makes an interceptor from the container.</summary>
public class InterceptorRegistration
{
    /// <summary>Creates a registration.</summary>
    public InterceptorRegistration(InterceptorScope scope, Func<IServiceProvider, Interceptor> creator)
    {
        ArgumentNullException.ThrowIfNull(creator);
        Scope = scope;
        Creator = creator;
    }

    /// <summary>How long the interceptor lives.</summary>
    public InterceptorScope Scope { get; }

    /// <summary>Makes the interceptor.</summary>
    public Func<IServiceProvider, Interceptor> Creator { get; }
}

/// <summary>How long an interceptor of a client lives.</summary>
public enum InterceptorScope
{
    /// <summary>With the channel: one for all instances of the client.</summary>
    Channel,

    /// <summary>With the client: one per instance.</summary>
    Client,
}

/// <summary>The options of a call about to be made.</summary>
public sealed class CallOptionsContext
{
    internal CallOptionsContext(CallOptions callOptions, IServiceProvider serviceProvider)
    {
        CallOptions = callOptions;
        ServiceProvider = serviceProvider;
    }

    /// <summary>The options; an action may replace them.</summary>
    public CallOptions CallOptions { get; set; }

    /// <summary>The container the client came from.</summary>
    public IServiceProvider ServiceProvider { get; }
}

/// <summary>Makes registered clients by name.</summary>
public abstract class GrpcClientFactory
{
    /// <summary>For implementations.</summary>
    protected GrpcClientFactory()
    {
    }

    /// <summary>The client registered under a name.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it has no address.</exception>
    public abstract TClient CreateClient<TClient>(string name)
        where TClient : class;
}
