using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;
using Summit.Logistics.V1;
using Summit.Store;

namespace Summit.Logistics.Data.Assumed;

/// <summary>Prices of kinds of cost, as a factor on what is on record.</summary>
internal sealed class AssumedPrices : AssumedTarget
{
    // Nothing is stored under these names; a price list has no other id than the kind.
    private static readonly ResourceType<AssumedPrice> Prices = new("assumedPrices/{assumed_price}");

    public override ResourceType Type => Prices;

    public static string IdOf(AssumedPrice price) => price.Kind.ToString().ToLowerInvariant();

    protected override AssessmentOverride? Assume(ImportWrite write, ImportedRow row, AssessDeploymentRequest question, Violations found)
    {
        var price = (AssumedPrice)row.Resource;
        if (!Holds(price, found))
        {
            return null;
        }

        var assumed = new AssessmentOverride { Cost = new CostOverride { Kind = price.Kind, Factor = price.Factor } };
        return price.Factor == 1 && Of(question, assumed) is null ? null : assumed;
    }
}
