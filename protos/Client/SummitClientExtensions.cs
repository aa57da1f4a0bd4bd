using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Summit.Policy;

namespace Summit.Client;

/// <summary>Registers the typed clients.</summary>
public static class SummitClientExtensions
{
    /// <summary>
    /// Registers every typed client of the contracts, for example <c>PositionService.PositionServiceClient</c>, with
    /// deadlines, repeated attempts, balancing, tokens, revisions and tracing.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets the address and whatever differs from the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message lists all that are.</exception>
    public static IServiceCollection AddSummitClients(this IServiceCollection services, Action<SummitClientOptions> configure)
    {
        var options = new SummitClientOptions();
        configure(options);
        return services.AddSummitClients(_ => options);
    }

    /// <summary>Registers every typed client, with options that need the container.</summary>
    public static IServiceCollection AddSummitClients(this IServiceCollection services, Func<IServiceProvider, SummitClientOptions> options)
    {
        services.AddSingleton(p => new SummitChannels(options(p), p.GetService<ILoggerFactory>()));
        foreach (var client in ClientTypes)
        {
            services.AddSingleton(client, p => Create(client, p.GetRequiredService<SummitChannels>()));
        }

        return services;
    }

    /// <summary>Types of all generated clients.</summary>
    public static IReadOnlyList<Type> ClientTypes { get; } =
        [.. ContractFiles.Assemblies.SelectMany(a => a.GetExportedTypes()).Where(t => t is { IsClass: true, IsAbstract: false } && typeof(ClientBase).IsAssignableFrom(t))];

    /// <summary>Creates a typed client over these channels.</summary>
    public static TClient Create<TClient>(this SummitChannels channels)
        where TClient : ClientBase => (TClient)Create(typeof(TClient), channels);

    private static object Create(Type client, SummitChannels channels)
    {
        // The generated service class stands beside its descriptor; the client is nested in it.
        var descriptor = (Google.Protobuf.Reflection.ServiceDescriptor)client.DeclaringType!.GetProperty("Descriptor")!.GetValue(null)!;
        return Activator.CreateInstance(client, channels.InvokerOf(descriptor.File.Package))!;
    }
}
