using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Network;

/// <summary>Rules that a lift asset must satisfy before it is stored. A lift asset that an arc names cannot be deleted.</summary>
internal sealed class LiftAssetRules : ResourceRules<LiftAsset>
{
    public override void OnCreate(WriteContext write, LiftAsset resource) => Check(resource);

    public override void OnUpdate(WriteContext write, LiftAsset current, LiftAsset next) => Check(next);

    public override void OnDelete(WriteContext write, LiftAsset current)
    {
        var users = write.Transaction.List(Types.TransportArcs, "").Where(a => a.LiftAsset == current.Name).Select(a => a.Name).ToList();
        if (users.Count > 0)
        {
            throw new PreconditionException(
                ErrorReason.StateForbids, [.. users.Select(u => (u, "names the lift asset"))], $"{current.Name} serves {users.Count} arcs; change or delete them first.");
        }
    }

    private static void Check(LiftAsset asset)
    {
        var violations = new Violations();
        violations.RequireSource(asset.Source, "lift_asset");
        violations.ThrowIfAny();
    }
}
