using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>What this service holds, as far as the caller may see, at one revision.</summary>
/// <param name="Elements">Units, in order of name.</param>
/// <param name="Option">The force option asked about.</param>
/// <param name="Nodes">Nodes, by name.</param>
/// <param name="Arcs">Arcs, in order of name.</param>
internal sealed record HeldForces(
    IReadOnlyList<ForceElement> Elements, ForceOption Option, IReadOnlyDictionary<string, TransportNode> Nodes, IReadOnlyList<TransportArc> Arcs)
{
    /// <exception cref="Store.ResourceNotFoundException">The option or the destination does not exist.</exception>
    public static async Task<HeldForces> ReadAsync(StoreReads reads, Question question, ServerCallContext context)
    {
        var snapshot = await reads.OpenAsync(context);
        var sees = context.Caller().Visibility;
        var stop = context.CancellationToken;
        var option = await snapshot.GetAsync(Types.ForceOptions, question.Option, sees, stop);
        await snapshot.GetAsync(Types.TransportNodes, question.Destination, sees, stop);
        var nodes = await snapshot.ListAllAsync(Types.TransportNodes, "", sees, stop);
        return new(
            await snapshot.ListAllAsync(Types.ForceElements, "nations/-", sees, stop),
            option,
            nodes.ToDictionary(n => n.Name, StringComparer.Ordinal),
            await snapshot.ListAllAsync(Types.TransportArcs, "", sees, stop));
    }
}
