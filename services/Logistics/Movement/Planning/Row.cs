using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>A requirement with the indexes of its nodes and what follows from its figures.</summary>
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

    /// <summary>All cargo, at least one tonne, so that a unit of persons alone still passes in an order.</summary>
    public long Tonnes { get; }

    public int Priority { get; }

    /// <summary>What an hour of lateness counts.</summary>
    public int Weight => Weights[Priority - 1];

    /// <summary>Hour after which it is late.</summary>
    public int DueHour => (Requirement.RequiredDeliveryDay + 1) * HoursPerDay;

    /// <summary>What its own nation says; null: nothing.</summary>
    public NationTerms? Terms { get; }

    /// <summary>Whether its parliament keeps it at home for good.</summary>
    public bool IsUnapproved => Terms is { ApprovalNeeded: true, HasApprovalDay: false };

    /// <summary>First hour at which its parliament lets it go.</summary>
    public int ApprovalHour => Terms is { ApprovalNeeded: true, HasApprovalDay: true } terms ? terms.ApprovalDay * HoursPerDay : 0;

    /// <summary>First hour at which it can leave its origin.</summary>
    public int ReadyHour => Math.Max(ApprovalHour, Requirement.ReadyToLoadDay * HoursPerDay);

    /// <summary>What decides which ways it may take: rows that agree in it have the same routes.</summary>
    public string Profile => string.Join('|', Requirement.Nation, Origin, Destination, Embarkation, Debarkation, string.Join(',', Requirement.Modes.Order()),
        Requirement.HeaviestMlc, Requirement.NotByAirTonnes > 0, Requirement.OutsizeTonnes > 0);

    public bool MayUse(TransportMode mode) => Requirement.Modes.Count == 0 || mode == TransportMode.GaugeChange || Requirement.Modes.Contains(mode);
}
