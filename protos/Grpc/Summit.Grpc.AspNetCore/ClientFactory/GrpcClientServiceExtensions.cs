using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generated clients in a container.</summary>
public static class GrpcClientServiceExtensions
{
    /// <summary>Registers a client under the name of its type.</summary>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name);

    /// <summary>Registers a client under the name of its type, with options.</summary>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name, configureClient);

    /// <summary>Registers a client under the name of its type, with options from the container.</summary>
    public static IHttpClientBuilder AddGrpcClient<TClient>(
        this IServiceCollection services, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name, configureClient);

    /// <summary>Registers a client under a name.</summary>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, string name)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton<NamedChannels>();
        services.TryAddTransient<GrpcClientFactory, DefaultGrpcClientFactory>();
        services.AddTransient(provider => provider.GetRequiredService<GrpcClientFactory>().CreateClient<TClient>(name));
        return services.AddHttpClient(name)
            .ConfigurePrimaryHttpMessageHandler(Grpc.Net.Client.HttpSenders.CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // A log line for each request and one for each response is not what a call should cost.
            .RemoveAllLoggers();
    }

    /// <summary>Registers a client under a name, with options.</summary>
    public static IHttpClientBuilder AddGrpcClient<TClient>(
        this IServiceCollection services, string name, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        var builder = services.AddGrpcClient<TClient>(name);
        services.Configure(name, configureClient);
        return builder;
    }

    /// <summary>Registers a client under a name, with options from the container.</summary>
    public static IHttpClientBuilder AddGrpcClient<TClient>(
        this IServiceCollection services, string name, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        var builder = services.AddGrpcClient<TClient>(name);
        services.AddOptions<GrpcClientFactoryOptions>(name).Configure<IServiceProvider>((options, provider) => configureClient(provider, options));
        return builder;
    }
}
