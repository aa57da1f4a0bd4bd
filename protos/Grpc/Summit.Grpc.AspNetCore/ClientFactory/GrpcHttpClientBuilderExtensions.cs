using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures registered clients.</summary>
public static class GrpcHttpClientBuilderExtensions
{
    /// <summary>Changes the options of the client's channel.</summary>
    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<IServiceProvider, GrpcChannelOptions> configureChannel)
    {
        ArgumentNullException.ThrowIfNull(configureChannel);
        return builder.ConfigureClient((services, options) => options.ChannelOptionsActions.Add(channel => configureChannel(services, channel)));
    }

    /// <summary>Changes the options of the client's channel.</summary>
    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<GrpcChannelOptions> configureChannel)
    {
        ArgumentNullException.ThrowIfNull(configureChannel);
        return builder.ConfigureClient((_, options) => options.ChannelOptionsActions.Add(configureChannel));
    }

    /// <summary>Adds an interceptor that lives as long as the channel.</summary>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, Func<IServiceProvider, Interceptor> configureInvoker) =>
        builder.AddInterceptor(InterceptorScope.Channel, configureInvoker);

    /// <summary>Adds an interceptor.</summary>
    public static IHttpClientBuilder AddInterceptor(
        this IHttpClientBuilder builder, InterceptorScope scope, Func<IServiceProvider, Interceptor> configureInvoker) =>
        builder.ConfigureClient((_, options) => options.InterceptorRegistrations.Add(new InterceptorRegistration(scope, configureInvoker)));

    /// <summary>Adds headers, such as a token, to each call.</summary>
    public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, Task> authInterceptor)
    {
        ArgumentNullException.ThrowIfNull(authInterceptor);
        return builder.AddCallCredentials(CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata)));
    }

    /// <summary>Adds headers, such as a token, to each call, with the help of the container.</summary>
    public static IHttpClientBuilder AddCallCredentials(
        this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, IServiceProvider, Task> authInterceptor)
    {
        ArgumentNullException.ThrowIfNull(authInterceptor);
        return builder.ConfigureClient((_, options) => options.CallOptionsActions.Add(call => AddCredentials(
            call, CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata, call.ServiceProvider)))));
    }

    /// <summary>Adds credentials to each call.</summary>
    public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, CallCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return builder.ConfigureClient((_, options) => options.CallOptionsActions.Add(call => AddCredentials(call, credentials)));
    }

    /// <summary>Adds an interceptor that lives as long as the channel.</summary>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, Func<Interceptor> configureInvoker) =>
        builder.AddInterceptor(InterceptorScope.Channel, configureInvoker);

    /// <summary>Adds an interceptor.</summary>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, InterceptorScope scope, Func<Interceptor> configureInvoker)
    {
        ArgumentNullException.ThrowIfNull(configureInvoker);
        return builder.AddInterceptor(scope, _ => configureInvoker());
    }

    /// <summary>Adds an interceptor from the container that lives as long as the channel.</summary>
    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder)
        where TInterceptor : Interceptor => builder.AddInterceptor<TInterceptor>(InterceptorScope.Channel);

    /// <summary>Adds an interceptor from the container.</summary>
    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder, InterceptorScope scope)
        where TInterceptor : Interceptor => builder.AddInterceptor(scope, services => services.GetRequiredService<TInterceptor>());

    /// <summary>Makes clients with a function.</summary>
    public static IHttpClientBuilder ConfigureGrpcClientCreator(this IHttpClientBuilder builder, Func<IServiceProvider, CallInvoker, object> configureCreator)
    {
        ArgumentNullException.ThrowIfNull(configureCreator);
        return builder.ConfigureClient((services, options) => options.Creator = invoker => configureCreator(services, invoker));
    }

    /// <summary>Makes clients with a function.</summary>
    public static IHttpClientBuilder ConfigureGrpcClientCreator(this IHttpClientBuilder builder, Func<CallInvoker, object> configureCreator)
    {
        ArgumentNullException.ThrowIfNull(configureCreator);
        return builder.ConfigureClient((_, options) => options.Creator = configureCreator);
    }

    private static void AddCredentials(CallOptionsContext call, CallCredentials credentials) => call.CallOptions = call.CallOptions.WithCredentials(
        call.CallOptions.Credentials is { } existing ? CallCredentials.Compose(existing, credentials) : credentials);

    private static IHttpClientBuilder ConfigureClient(this IHttpClientBuilder builder, Action<IServiceProvider, GrpcClientFactoryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<GrpcClientFactoryOptions>(builder.Name).Configure<IServiceProvider>((options, services) => configure(services, options));
        return builder;
    }
}
