using Grpc.AspNetCore.ClientFactory;
using Grpc.Net.ClientFactory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection
{
    /// <summary>Ties clients to the server call they are used in.</summary>
    public static class GrpcServerHttpClientBuilderExtensions
    {
        /// <summary>Gives calls of this client the deadline and the cancellation of the server call they are made in.</summary>
        public static IHttpClientBuilder EnableCallContextPropagation(this IHttpClientBuilder builder) => builder.EnableCallContextPropagation(_ => { });

        /// <summary>Gives calls of this client the deadline and the cancellation of the server call they are made in.</summary>
        public static IHttpClientBuilder EnableCallContextPropagation(
            this IHttpClientBuilder builder, Action<GrpcContextPropagationOptions> configureOptions)
        {
            ArgumentNullException.ThrowIfNull(builder);
            ArgumentNullException.ThrowIfNull(configureOptions);
            builder.Services.AddHttpContextAccessor();
            builder.Services.Configure(builder.Name, configureOptions);
            return builder.AddInterceptor(services => new ContextPropagationInterceptor(
                services.GetRequiredService<IOptionsMonitor<GrpcContextPropagationOptions>>().Get(builder.Name),
                services.GetRequiredService<IHttpContextAccessor>(),
                services.GetRequiredService<Logging.ILogger<ContextPropagationInterceptor>>()));
        }
    }
}

namespace Grpc.AspNetCore.ClientFactory
{
    /// <summary>Options of context propagation.</summary>
    public class GrpcContextPropagationOptions
    {
        /// <summary>Whether calls outside a server call are made as they are, instead of failing. Default false.</summary>
        public bool SuppressContextNotFoundErrors { get; set; }
    }
}
