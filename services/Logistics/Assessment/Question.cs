using Summit.Kernel;
using Summit.Logistics.Rotation;
using Summit.Logistics.Rotation.Planning;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>The question with its defaults. The request has passed its checks.</summary>
internal sealed record Question
{
    public const string DefaultDecision = "decisions/paris-2025-reassurance-force";
    public const string DefaultOption = "forceOptions/iiss-medium";
    public const string DefaultIssue = "issues/troop-deployment";
    public const string DefaultDestination = "transportNodes/sa-kyiv";
    public const int DefaultTourMonths = 6;
    public const double DefaultDwellTours = 3;
    public const int DefaultCDayOffsetDays = 30;
    public const int DefaultReadyDays = 90;
    public const int DefaultDurationMonths = 24;
    public const int DefaultDraws = 1_000;

    /// <summary>The Monday of the Paris meeting.</summary>
    public static readonly DateOnly DefaultAsOf = new(2025, 2, 17);

    /// <summary>Easter Sunday 2025.</summary>
    public static readonly DateOnly DefaultCeasefire = new(2025, 4, 20);

    public static readonly IReadOnlyList<string> DefaultKeys = ["gdp", "population", "defence-spending", "equal"];

    private Question(AssessDeploymentRequest request)
    {
        Decision = Or(request.Decision, DefaultDecision);
        Option = Or(request.ForceOption, DefaultOption);
        AskedIssue = request.Issue.Length > 0 ? request.Issue : null;
        Issue = Or(request.Issue, DefaultIssue);
        Destination = Or(request.Destination, DefaultDestination);
        AskedStrength = request.HasStrengthPersons ? request.StrengthPersons : null;
        TourMonths = request.HasTourMonths ? request.TourMonths : DefaultTourMonths;
        DwellTours = request.HasDwellTours ? request.DwellTours : DefaultDwellTours;
        OverlapMonths = request.OverlapMonths;
        DurationMonths = request.HasDurationMonths ? request.DurationMonths : DefaultDurationMonths;
        AsOf = request.AsOf?.ToDateOnly() ?? DefaultAsOf;
        Ceasefire = request.CeasefireDate?.ToDateOnly() ?? (AsOf > DefaultCeasefire ? AsOf : DefaultCeasefire);
        CDayOffsetDays = request.HasCDayOffsetDays ? request.CDayOffsetDays : DefaultCDayOffsetDays;
        ReadyBy = request.ReadyByDate?.ToDateOnly() ?? CDay.AddDays(DefaultReadyDays);
        AskedAvailability = request.HasAvailability ? request.Availability : null;
        Posture = request.UsaPosture == UsaPosture.Unspecified ? UsaPosture.Unknown : request.UsaPosture;
        // Sorted, so that the order in the request does not matter.
        Nations = [.. request.Nations.Order(StringComparer.Ordinal)];
        Payers = [.. request.Payers.Order(StringComparer.Ordinal)];
        CostKeys = request.CostKeys.Count > 0 ? request.CostKeys : DefaultKeys;
        Seed = request.Seed;
        Draws = request.HasDraws ? request.Draws : DefaultDraws;
        ResponseLadder = request.ResponseLadder;
        Overrides = Assessment.Overrides.InOrder(request.Overrides);
    }

    public string Decision { get; }

    public string Option { get; }

    /// <summary>The requested issue; null for the decision's.</summary>
    public string? AskedIssue { get; }

    public string Issue { get; init; }

    public string Destination { get; }

    /// <summary>Persons; null for the option's.</summary>
    public long? AskedStrength { get; }

    public int TourMonths { get; }

    public double DwellTours { get; }

    public double OverlapMonths { get; }

    public int DurationMonths { get; }

    public DateOnly Ceasefire { get; }

    public int CDayOffsetDays { get; }

    public DateOnly CDay => Ceasefire.AddDays(CDayOffsetDays);

    /// <summary>Last day of the duration.</summary>
    public DateOnly LastDay => CDay.AddMonths(DurationMonths).AddDays(-1);

    public DateOnly ReadyBy { get; }

    public DateOnly AsOf { get; }

    /// <summary>Share of the pool; null to use the assumption.</summary>
    public double? AskedAvailability { get; }

    public UsaPosture Posture { get; }

    /// <summary>Nations named; empty for all.</summary>
    public IReadOnlyList<string> Nations { get; }

    /// <summary>Payers named; empty for the nations that offer or would offer.</summary>
    public IReadOnlyList<string> Payers { get; }

    public IReadOnlyList<string> CostKeys { get; }

    public long Seed { get; }

    /// <summary>Number of draws; 0 for none.</summary>
    public int Draws { get; }

    /// <summary>The ladder named; empty for that of the decision.</summary>
    public string ResponseLadder { get; }

    /// <summary>Facts that are assumed to be different, in one order.</summary>
    public IReadOnlyList<AssessmentOverride> Overrides { get; }

    /// <summary>Whether the position of a nation is assumed.</summary>
    public bool AssumesPositionOf(string nation) => Overrides.Any(o => o.Position?.Nation == nation);

    public RotationRule Rotation => new(TourMonths, Rational.FromWire(DwellTours) * TourMonths, Rational.FromWire(OverlapMonths));

    /// <summary>The same terms in whole months: time at home and overlap are rounded up, and the overlap stays below the tour.</summary>
    public RotationTerms RotationTerms => new(
        TourMonths, (int)(Rational.FromWire(DwellTours) * TourMonths).Ceiling(), Math.Min(TourMonths - 1, (int)Rational.FromWire(OverlapMonths).Ceiling()));

    public static Question From(AssessDeploymentRequest request) => new(request);

    /// <summary>The question as repeated in the answer.</summary>
    public AssessedQuestion Echo(long strength, double availability) => new()
    {
        Decision = Decision,
        StrengthPersons = strength,
        ForceOption = Option,
        TourMonths = TourMonths,
        DwellTours = DwellTours,
        OverlapMonths = OverlapMonths,
        CeasefireDate = Ceasefire.ToDate(),
        CDayOffsetDays = CDayOffsetDays,
        CDay = CDay.ToDate(),
        ReadyByDate = ReadyBy.ToDate(),
        DurationMonths = DurationMonths,
        AsOf = AsOf.ToDate(),
        Nations = { Nations },
        UsaPosture = Posture,
        CostKeys = { CostKeys },
        Payers = { Payers },
        Destination = Destination,
        Availability = availability,
        Issue = Issue,
    };

    private static string Or(string value, string byDefault) => value.Length > 0 ? value : byDefault;
}
