using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.Seed;

/// <summary>
/// Computes the throughput of a node from its row of inputs and the planning factors: berths of a port, parking places of an
/// airfield, trucks of a border crossing. A node without a formula is limited by its arcs alone.
/// </summary>
internal sealed class NodeDerivation(PlanningFactorTable factors)
{
    /// <summary>Sets the throughput and how it was derived.</summary>
    public TransportNode Complete(TransportNode node, SeedRow row)
    {
        if (!row.Has("formula"))
        {
            return node;
        }

        var count = new Interval(row.Exact("count_low"), row.Exact("count_mid"), row.Exact("count_high"));
        var (perDay, formula) = Throughput(row, count);
        node.ThroughputTonnesPerDay = new DailyCapacity { Low = Whole(perDay.Low), Mid = Whole(perDay.Mid), High = Whole(perDay.High) };
        var words = $"{row["count_note"]}. Throughput: {formula} (low/mid/high).";
        node.Derivation = node.Derivation.Length > 0 ? $"{node.Derivation}. {words}" : words;
        return node;
    }

    private (Interval PerDay, string Words) Throughput(SeedRow row, Interval count) => row["formula"] switch
    {
        "BERTHS" => (SeaTransport.DischargePerDay(count, factors["berth-tonnes-per-hour"], factors["berth-hours"], factors["berth-efficiency"]),
            $"berths {count} x t an hour {factors["berth-tonnes-per-hour"]} x hours a day {factors["berth-hours"]} x efficiency {factors["berth-efficiency"]}"),
        "PARKING" => (ServicePlaces.PerDay(count, factors["parking-hours"], factors["parking-ground-hours"], factors["parking-efficiency"]) * factors["parking-payload"],
            $"parking places {count} x hours a day {factors["parking-hours"]} / hours an aircraft {factors["parking-ground-hours"]} x efficiency {factors["parking-efficiency"]} x t an aircraft {factors["parking-payload"]}"),
        "TRUCKS" => (count * factors["truck-military-part"] * factors["column-tonnes-per-vehicle"],
            $"trucks a day {count} x part left to the force {factors["truck-military-part"]} x t a vehicle {factors["column-tonnes-per-vehicle"]}"),
        var other => throw new InvalidOperationException($"transport_nodes.csv, {row["id"]}: \"{other}\" is no formula; use one of BERTHS, PARKING and TRUCKS."),
    };

    /// <summary>Whole tonnes, rounded down: a partial tonne does not pass.</summary>
    private static long Whole(Rational tonnes) => (long)tonnes.Floor();
}
