using CsvHelper.Configuration.Attributes;

namespace Summit.Logistics.Seed;

/// <summary>Columns that say where a row comes from; the same in every seed file.</summary>
internal abstract class SourcedRow
{
    [Name("source_title")]
    public required string SourceTitle { get; init; }

    [Name("source_publisher")]
    public required string SourcePublisher { get; init; }

    /// <summary>Empty for our own assumptions.</summary>
    [Name("publish_date")]
    public DateOnly? PublishDate { get; init; }

    [Name("edition")]
    public required string Edition { get; init; }

    [Name("confidence")]
    public required Api.V1.Confidence Confidence { get; init; }

    [Name("locator")]
    public required string Locator { get; init; }
}

/// <summary>A row of <c>force_elements.csv</c>.</summary>
internal sealed class ForceElementRow : SourcedRow
{
    [Name("id")]
    public required string Id { get; init; }

    [Name("nation")]
    public required string Nation { get; init; }

    [Name("name")]
    public required string DisplayName { get; init; }

    [Name("unit_type")]
    public required V1.UnitType UnitType { get; init; }

    [Name("persons")]
    public required int Persons { get; init; }

    [Name("vehicles")]
    public required int Vehicles { get; init; }

    [Name("cargo_tonnes")]
    public required long CargoTonnes { get; init; }

    [Name("cargo_derivation")]
    public required string CargoDerivation { get; init; }

    [Name("home_town")]
    public required string HomeTown { get; init; }

    [Name("latitude")]
    public required double Latitude { get; init; }

    [Name("longitude")]
    public required double Longitude { get; init; }

    /// <summary>Empty when not published.</summary>
    [Name("notice_days")]
    public int? NoticeDays { get; init; }

    [Name("standing_commitment")]
    public required string StandingCommitment { get; init; }
}

/// <summary>A row of <c>transport_nodes.csv</c>.</summary>
internal sealed class TransportNodeRow : SourcedRow
{
    [Name("id")]
    public required string Id { get; init; }

    [Name("name")]
    public required string DisplayName { get; init; }

    [Name("kind")]
    public required V1.TransportNode.Types.Kind Kind { get; init; }

    [Name("nation")]
    public required string Nation { get; init; }

    [Name("latitude")]
    public required double Latitude { get; init; }

    [Name("longitude")]
    public required double Longitude { get; init; }

    /// <summary>Separated by semicolons; empty when no rail reaches it.</summary>
    [Name("gauges_mm")]
    public required string GaugesMm { get; init; }

    [Name("debarkation")]
    public required bool Debarkation { get; init; }

    [Name("derivation")]
    public required string Derivation { get; init; }
}

/// <summary>A row of <c>transport_arcs.csv</c>.</summary>
internal sealed class TransportArcRow : SourcedRow
{
    [Name("id")]
    public required string Id { get; init; }

    [Name("from_node")]
    public required string FromNode { get; init; }

    [Name("to_node")]
    public required string ToNode { get; init; }

    [Name("mode")]
    public required V1.TransportMode Mode { get; init; }

    [Name("gauge_mm")]
    public required int GaugeMm { get; init; }

    [Name("distance_km")]
    public required double DistanceKm { get; init; }

    [Name("transit_days")]
    public required int TransitDays { get; init; }

    [Name("capacity_low")]
    public required long CapacityLow { get; init; }

    [Name("capacity_mid")]
    public required long CapacityMid { get; init; }

    [Name("capacity_high")]
    public required long CapacityHigh { get; init; }

    [Name("derivation")]
    public required string Derivation { get; init; }
}

/// <summary>A row of <c>lift_assets.csv</c>.</summary>
internal sealed class LiftAssetRow : SourcedRow
{
    [Name("id")]
    public required string Id { get; init; }

    [Name("name")]
    public required string DisplayName { get; init; }

    [Name("mode")]
    public required V1.TransportMode Mode { get; init; }

    [Name("operator")]
    public required string Operator { get; init; }

    /// <summary>Empty when not published.</summary>
    [Name("count")]
    public int? Count { get; init; }

    [Name("payload_tonnes")]
    public required double PayloadTonnes { get; init; }

    [Name("passengers")]
    public required int Passengers { get; init; }

    [Name("lane_metres")]
    public required double LaneMetres { get; init; }

    [Name("block_speed_kmh")]
    public required double BlockSpeedKmh { get; init; }

    [Name("load_hours")]
    public required double LoadHours { get; init; }

    [Name("unload_hours")]
    public required double UnloadHours { get; init; }

    [Name("availability")]
    public required string Availability { get; init; }
}

/// <summary>A row of <c>force_options.csv</c>.</summary>
internal sealed class ForceOptionRow : SourcedRow
{
    [Name("id")]
    public required string Id { get; init; }

    [Name("description")]
    public required string Description { get; init; }

    [Name("strength_persons")]
    public required int StrengthPersons { get; init; }
}

/// <summary>A row of <c>force_requirements.csv</c>: what every option needs, in proportion to its strength.</summary>
internal sealed class RequirementRow : SourcedRow
{
    [Name("enabler")]
    public required string Enabler { get; init; }

    /// <summary>Empty when no unit of the pool fills the line.</summary>
    [Name("unit_type")]
    public V1.UnitType? UnitType { get; init; }

    [Name("persons_per_10000")]
    public required int PersonsPer10000 { get; init; }

    [Name("european_share_low")]
    public double? EuropeanShareLow { get; init; }

    [Name("european_share_mid")]
    public double? EuropeanShareMid { get; init; }

    [Name("european_share_high")]
    public double? EuropeanShareHigh { get; init; }

    [Name("derivation")]
    public required string Derivation { get; init; }
}
