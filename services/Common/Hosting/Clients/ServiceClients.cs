using Microsoft.Extensions.DependencyInjection;
using Summit.Client;
using Summit.Hosting.Certificates;
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
            var settings = provider.GetRequiredService<SummitOptions>();
            var options = new SummitClientOptions { MaxAttempts = 1, RememberRevisions = false, ContractDeadlines = false, Tls = settings.Tls.ToServices };
            foreach (var (package, address) in settings.Services)
            {
                options.Services[package] = address;
            }

            var tls = provider.GetRequiredService<OutgoingTls>();
            options.ConfigureChannel = channel => ((SocketsHttpHandler)channel.HttpHandler!).SslOptions = tls.ForServices();
            options.Interceptors.Add(provider.GetRequiredService<InsideCallInterceptor>());
            return options;
        });
    }
}
