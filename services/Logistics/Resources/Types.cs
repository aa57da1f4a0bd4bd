using Summit.Logistics.V1;
using Summit.Store;

namespace Summit.Logistics.Resources;

/// <summary>The types of resources that this service keeps.</summary>
internal static class Types
{
    public static readonly ResourceType<ForceElement> ForceElements = new("nations/{nation}/forceElements/{force_element}");
    public static readonly ResourceType<StandingCommitment> StandingCommitments = new("nations/{nation}/standingCommitments/{standing_commitment}");
    public static readonly ResourceType<Offer> Offers = new("nations/{nation}/offers/{offer}");
    public static readonly ResourceType<ReportedOffer> ReportedOffers = new("reportedOffers/{reported_offer}");
    public static readonly ResourceType<ForceOption> ForceOptions = new("forceOptions/{force_option}");
    public static readonly ResourceType<TransportNode> TransportNodes = new("transportNodes/{transport_node}");
    public static readonly ResourceType<TransportArc> TransportArcs = new("transportArcs/{transport_arc}");
    public static readonly ResourceType<LiftAsset> LiftAssets = new("liftAssets/{lift_asset}");
    public static readonly ResourceType<SustainmentFactor> SustainmentFactors = new("sustainmentFactors/{sustainment_factor}");
    public static readonly ResourceType<Scenario> Scenarios = new(
        "scenarios/{scenario}", keys: new UniqueKey<Scenario>("title/1", "owner and display_name", s => [s.Owner, s.DisplayName]));
    public static readonly ResourceType<StoredAssessment> StoredAssessments = new("assessments/{assessment}");

    public static readonly ResourceType<StoredMovementPlan> MovementPlans = new(
        "movementPlans/{movement_plan}", keys: new UniqueKey<StoredMovementPlan>("title/1", "owner and display_name", p => [p.Owner, p.DisplayName]));

    public static readonly IReadOnlyList<ResourceType> All = [ForceElements, StandingCommitments, Offers, ReportedOffers, ForceOptions, TransportNodes, TransportArcs, LiftAssets, SustainmentFactors, Scenarios, StoredAssessments, MovementPlans];
}
