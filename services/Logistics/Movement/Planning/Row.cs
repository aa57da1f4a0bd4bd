using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>A requirement with the indexes of its nodes and values derived from its figures.</summary>
internal sealed class Row
{
    private const int HoursPerDay = 24;
    private static readonly int[] Weights = [1000, 100, 10, 1, 1];

    public Row(MovementRequirement requirement, PlanNetwork network)
    {
        Requirement = requirement;
        Origin = network.Node(requirement.Origin);
        Destination = network.Node(requirement.Destination);
        Embarkation = network.Node(requirement.EmbarkationPort);
        Debarkation = network.Node(requirement.DebarkationPort);
        Tonnes = Math.Max(1, requirement.BulkTonnes + requirement.OversizeTonnes + requirement.OutsizeTonnes + requirement.NotByAirTonnes);
        Priority = requirement.HasPriority ? requirement.Priority : 3;
        Terms = network.TermsOf(requirement.Nation);
    }

    public MovementRequirement Requirement { get; }

    public int Origin { get; }

    public int Destination { get; }

    /// <summary>Port of embarkation; -1: any.</summary>
    public int Embarkation { get; }

    /// <summary>Port of debarkation; -1: any.</summary>
    public int Debarkation { get; }

    /// <summary>All cargo, at least one tonne, so that a unit with persons only still passes in an order.</summary>
    public long Tonnes { get; }

    public int Priority { get; }

    /// <summary>Whether it is the persons of a unit, who are integrated with its cargo.</summary>
    public bool IsPersons => DividedUnits.IsPersons(Requirement.Id);

    /// <summary>Weight of an hour of lateness.</summary>
    public int Weight => Weights[Priority - 1];

    /// <summary>Hour after which the unit is late.</summary>
    public int DueHour => (Requirement.RequiredDeliveryDay + 1) * HoursPerDay;

    /// <summary>The terms of its own nation; null: none.</summary>
    public NationTerms? Terms { get; }

    /// <summary>Whether a missing parliamentary approval keeps it at home permanently.</summary>
    public bool IsUnapproved => Terms is { ApprovalNeeded: true, HasApprovalDay: false };

    /// <summary>The first hour at which the parliamentary approval applies.</summary>
    public int ApprovalHour => Terms is { ApprovalNeeded: true, HasApprovalDay: true } terms ? terms.ApprovalDay * HoursPerDay : 0;

    /// <summary>First hour at which it can leave its origin.</summary>
    public int ReadyHour => Math.Max(ApprovalHour, Requirement.ReadyToLoadDay * HoursPerDay);

    /// <summary>The values that decide which routes it may use: rows with the same profile have the same routes.</summary>
    public string Profile => string.Join('|', Requirement.Nation, Origin, Destination, Embarkation, Debarkation, string.Join(',', Requirement.Modes.Order()),
        Requirement.HeaviestMlc, Requirement.NotByAirTonnes > 0, Requirement.OutsizeTonnes > 0);

    public bool MayUse(TransportMode mode) => Requirement.Modes.Count == 0 || mode == TransportMode.GaugeChange || Requirement.Modes.Contains(mode);
}
