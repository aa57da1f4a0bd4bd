using Microsoft.Extensions.DependencyInjection;
using Summit.Client;
using Summit.Hosting.Options;

namespace Summit.Hosting.Clients;

/// <summary>The typed clients as services use them: one attempt, the caller's token, deadline and revisions.</summary>
internal static class ServiceClients
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<InsideCallInterceptor>();
        services.AddSummitClients(provider =>
        {
            // Repeating is the outermost client's: layers that each repeat multiply an outage.
            var options = new SummitClientOptions { MaxAttempts = 1, RememberRevisions = false, ContractDeadlines = false };
            foreach (var (package, address) in provider.GetRequiredService<SummitOptions>().Services)
            {
                options.Services[package] = address;
            }

            var trusted = provider.GetRequiredService<TrustedAuthorities>();
            options.ConfigureChannel = channel => ((SocketsHttpHandler)channel.HttpHandler!).SslOptions.RemoteCertificateValidationCallback = trusted.Check;
            options.Interceptors.Add(provider.GetRequiredService<InsideCallInterceptor>());
            return options;
        });
    }
}
