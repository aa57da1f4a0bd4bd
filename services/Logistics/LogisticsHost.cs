using Summit.Hosting;
using Summit.Logistics.Assessment;
using Summit.Logistics.Forces;
using Summit.Logistics.Movement;
using Summit.Logistics.Network;
using Summit.Logistics.Rotation;
using Summit.Logistics.Seed;
using Summit.Logistics.V1;

namespace Summit.Logistics;

/// <summary>What this host is made of.</summary>
public static class LogisticsHost
{
    /// <summary>Begins the host.</summary>
    /// <param name="args">Command line: settings as <c>--Summit:Port=5083</c>.</param>
    public static SummitHostBuilder CreateBuilder(string[] args)
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
