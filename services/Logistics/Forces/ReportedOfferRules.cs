using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>Rules that a report of an offer must satisfy before it is stored.</summary>
internal sealed class ReportedOfferRules : ResourceRules<ReportedOffer>
{
    public override void OnCreate(WriteContext write, ReportedOffer resource) => Check(resource);

    public override void OnUpdate(WriteContext write, ReportedOffer current, ReportedOffer next) => Check(next);

    private static void Check(ReportedOffer offer)
    {
        var violations = new Violations();
        Check(offer, violations);
        violations.ThrowIfAny();
    }

    internal static void Check(ReportedOffer offer, Violations violations)
    {
        violations.RequireSource(offer.Source, "reported_offer");
        violations.Require(offer.Source?.PublishDate is not null, "reported_offer.source.publish_date", "is not set; a report is known from its day of publication on");
        violations.Require(offer.Scope != ReportedOffer.Types.Scope.Nation || offer.Nation.Length > 0, "reported_offer.nation", "is not set; needed with SCOPE_NATION");
        violations.Require(offer.Scope == ReportedOffer.Types.Scope.Nation || offer.Nation.Length == 0, "reported_offer.nation", "is set; allowed only with SCOPE_NATION");
        if (offer.Persons is { } persons)
        {
            violations.RequireOrder(persons, "reported_offer.persons");
            violations.Require(persons.Low >= 0, "reported_offer.persons.low", $"{persons.Low} is negative");
        }
    }
}
