using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.Seed;

/// <summary>
/// Computes distance, transit and capacity of an arc from its two places, its row of inputs and the planning factors. No capacity
/// is entered by hand: each comes from its formula, and the derivation names it.
/// </summary>
internal sealed class ArcDerivation(PlanningFactorTable factors, IReadOnlyDictionary<string, TransportNode> nodes, IReadOnlyDictionary<string, LiftAsset> assets)
{
    public TransportArc Of(SeedRow row)
    {
        var (from, to) = (nodes[$"transportNodes/{row["from_node"]}"], nodes[$"transportNodes/{row["to_node"]}"]);
        var direct = GreatCircle.Km(from.Location, to.Location);
        var distance = Math.Round(direct * row.Real("way_factor"));
        var asset = row.Has("lift_asset") ? assets[$"liftAssets/{row["lift_asset"]}"] : null;
        var (hours, transit) = Transit(row, distance, asset);
        var (capacity, formula) = Capacity(row, distance, asset);
        var arc = new TransportArc
        {
            Name = $"transportArcs/{row["id"]}",
            FromNode = from.Name,
            ToNode = to.Name,
            Mode = row.Enum<TransportMode>("mode"),
            GaugeMm = row.Number("gauge_mm"),
            DistanceKm = distance,
            TransitDays = (int)TransitTime.Days(hours).Mid.Floor(),
            CapacityTonnesPerDay = new DailyCapacity { Low = Whole(capacity.Low), Mid = Whole(capacity.Mid), High = Whole(capacity.High) },
            Derivation = $"{(row.Has("note") ? row["note"] + ". " : "")}Distance: great circle {direct:0} km x {row["way_factor"]}. Transit: {transit} = {hours.Mid.ToText(1)} h, whole days up. Capacity: {formula} (low/mid/high).",
            Source = row.Source(),
        };
        if (asset is { Mode: TransportMode.Sea or TransportMode.Air })
        {
            arc.LiftAsset = asset.Name;
        }

        return arc;
    }

    private (Interval Hours, string Words) Transit(SeedRow row, double distance, LiftAsset? asset)
    {
        if (asset is null)
        {
            return (row.Exact("transit_hours"), "as the row says");
        }

        var mode = row["mode"].ToLowerInvariant();
        var travel = factors[$"{mode}-travel-hours"];
        var handling = row.Has("handling_hours") ? row.Exact("handling_hours") : factors[$"{mode}-handling-hours"];
        var hours = TransitTime.Hours(Rational.FromWire(distance), Speed(asset), travel, handling);
        return (hours, $"{distance} km at {asset.BlockSpeedKmh} km/h for {travel} h a day + {handling} h loading and unloading");
    }

    private (Interval PerDay, string Words) Capacity(SeedRow row, double distance, LiftAsset? asset)
    {
        var count = new Interval(row.Exact("count_low"), row.Exact("count_mid"), row.Exact("count_high"));
        return row["formula"] switch
        {
            "TRAINS" => (RailMovement.TonnesPerDay(count, TonnesPerTrain), $"trains a day {count} x t a train {TonnesPerTrain}"),
            "COLUMNS" => (RoadColumn.TonnesPerDay(count, factors["column-vehicles"], factors["column-tonnes-per-vehicle"]),
                $"columns a day {count} x vehicles {factors["column-vehicles"]} x t a vehicle {factors["column-tonnes-per-vehicle"]}"),
            "RAMPS" => Places(count, "ramp"),
            "GAUGE" => Places(count, "gauge"),
            "WAGONS" => (count * factors["rail-tonnes-per-wagon"], $"wagons a day {count} x t a wagon {factors["rail-tonnes-per-wagon"]}"),
            "SHIPS" => Ships(count, distance, asset!),
            "AIR" => Aircraft(count, distance, asset!),
            var other => throw new InvalidOperationException($"transport_arcs.csv, {row["id"]}: \"{other}\" is no formula; use one of TRAINS, COLUMNS, RAMPS, GAUGE, WAGONS, SHIPS and AIR."),
        };
    }

    private Interval TonnesPerTrain => factors["rail-tonnes-per-train"];

    /// <summary>Trains served one after another on ramps or on gauge change tracks.</summary>
    private (Interval PerDay, string Words) Places(Interval count, string kind)
    {
        var (hours, each, efficiency) = (factors[$"{kind}-hours"], factors[$"{kind}-hours-per-train"], factors[$"{kind}-efficiency"]);
        return (ServicePlaces.PerDay(count, hours, each, efficiency) * TonnesPerTrain,
            $"tracks {count} x hours a day {hours} / hours a train {each} x efficiency {efficiency} x t a train {TonnesPerTrain}");
    }

    /// <summary>The smaller of what the ships carry and what the berths discharge.</summary>
    private (Interval PerDay, string Words) Ships(Interval count, double distance, LiftAsset asset)
    {
        var payload = Rational.FromWire(asset.LaneMetres) * factors["ship-tonnes-per-lane-metre"].Mid;
        var cycle = SeaTransport.CycleDays(Rational.FromWire(distance), Speed(asset), factors["sea-handling-hours"]);
        var (berths, rate, hours, efficiency) = (factors["berths"], factors["berth-tonnes-per-hour"], factors["berth-hours"], factors["berth-efficiency"]);
        return (Interval.Min(SeaTransport.TonnesPerDay(count, payload, cycle), SeaTransport.DischargePerDay(berths, rate, hours, efficiency)),
            $"the less of ships {count} x {payload.ToText(0)} t ({asset.LaneMetres} lane metres of {asset.DisplayName} x {factors["ship-tonnes-per-lane-metre"]} t) / cycle {cycle.Mid.ToText(1)} days and berths {berths} x t an hour {rate} x hours a day {hours} x efficiency {efficiency}");
    }

    /// <summary>What a fleet carries; the airfields limit it at their own nodes.</summary>
    private (Interval PerDay, string Words) Aircraft(Interval count, double distance, LiftAsset asset)
    {
        var payload = Rational.FromWire(asset.PayloadTonnes) * factors["air-payload-part"];
        Interval flight = 2 * Rational.FromWire(distance) / Speed(asset);
        Interval ground = Rational.FromWire(asset.LoadHours + asset.UnloadHours);
        var fleet = new AirTransport(count, payload, flight, ground, factors["air-utilisation-hours"]);
        return (fleet.TonnesPerDay,
            $"aircraft {count} x the less of 24 h / cycle {fleet.CycleHours.Mid.ToText(1)} h and flying hours a day {factors["air-utilisation-hours"]} / {flight.Mid.ToText(1)} h in the air x load {payload} t ({asset.PayloadTonnes} t of {asset.DisplayName} x {factors["air-payload-part"]})");
    }

    private static Rational Speed(LiftAsset asset) => Rational.FromWire(asset.BlockSpeedKmh);

    /// <summary>Whole tonnes, rounded down: a partial tonne does not pass.</summary>
    private static long Whole(Rational tonnes) => (long)tonnes.Floor();
}
