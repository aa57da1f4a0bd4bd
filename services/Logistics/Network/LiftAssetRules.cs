using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Network;

/// <summary>Rules that a lift asset must satisfy before it is stored.</summary>
internal sealed class LiftAssetRules : ResourceRules<LiftAsset>
{
    public override void OnCreate(WriteContext write, LiftAsset resource) => Check(resource);

    public override void OnUpdate(WriteContext write, LiftAsset current, LiftAsset next) => Check(next);

    private static void Check(LiftAsset asset)
    {
        var violations = new Violations();
        violations.RequireSource(asset.Source, "lift_asset");
        violations.ThrowIfAny();
    }
}
