using Summit.Hosting;
using Summit.Logistics.Assessment;
using Summit.Logistics.Forces;
using Summit.Logistics.Movement;
using Summit.Logistics.Network;
using Summit.Logistics.Rotation;
using Summit.Logistics.Seed;
using Summit.Logistics.V1;

namespace Summit.Logistics;

/// <summary>The Logistics host.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => SummitHost.RunAsync(CreateHost(args));

    /// <summary>The host to be; tests build the same one.</summary>
    internal static SummitHostBuilder CreateHost(string[] args)
    {
        var builder = SummitHost.CreateBuilder(args, "logistics")
            .AddStore(LogisticsTypes.All)
            .AddSeed<ParisSeed>()
            .AddChangeService(ChangeService.Descriptor)
            .AddClients()
            .AddGrpcService<ForceElementRpc>()
            .AddGrpcService<ForceOptionRpc>()
            .AddGrpcService<TransportNodeRpc>()
            .AddGrpcService<TransportArcRpc>()
            .AddGrpcService<LiftAssetRpc>()
            .AddGrpcService<RotationRpc>()
            .AddGrpcService<MovementRpc>()
            .AddGrpcService<AssessmentRpc>();
        ForceRules.Add(builder.Services);
        NetworkRules.Add(builder.Services);
        AssessmentSteps.Add(builder.Services);
        return builder;
    }
}
