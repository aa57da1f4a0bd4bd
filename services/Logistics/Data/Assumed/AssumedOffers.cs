using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Store;

namespace Summit.Logistics.Data.Assumed;

/// <summary>What nations offer: whole units, and persons beside them.</summary>
internal sealed class AssumedOffers : AssumedTarget
{
    public override ResourceType Type => Types.Offers;

    protected override AssessmentOverride? Assume(ImportWrite write, ImportedRow row, AssessDeploymentRequest question, Violations found)
    {
        var offer = (Offer)row.Resource;
        var nation = NationNames.NationOf(row.Name);
        var assumed = new OfferOverride { Nation = nation };
        found.Require(offer.Lines.Count > 0, "lines", "is empty; an offer has at least one line");
        found.Require(offer.Conditions.Count == 0, "conditions", "is not empty; a scenario assumes offers without conditions");
        found.Require(offer.StartDate is null && offer.EndDate is null, offer.StartDate is null ? "end_date" : "start_date", "is set; a scenario assumes offers for the whole time of the question");
        foreach (var line in offer.Lines)
        {
            if (line.ForceElement.Length == 0)
            {
                found.Require(line.UnitType == UnitType.Unspecified, "lines", $"names a type of unit, {line.UnitType}; a scenario assumes persons, or units by their names");
                assumed.Persons += line.Persons;
                continue;
            }

            var unit = Types.ForceElements.IsName(line.ForceElement) && line.ForceElement.StartsWith($"{nation}/", StringComparison.Ordinal)
                ? write.Context.Transaction.Find(Types.ForceElements, line.ForceElement, write.Context.Caller.Visibility)
                : null;
            found.Require(unit is not null, "lines", $"names \"{line.ForceElement}\", which is no unit of {nation}");
            found.Require(unit is null || !line.HasPersons || line.Persons == unit.Persons, "lines", $"offers a part of {line.ForceElement}; a scenario assumes whole units");
            assumed.ForceElements.Add(line.ForceElement);
        }

        return new AssessmentOverride { Offer = assumed };
    }
}
