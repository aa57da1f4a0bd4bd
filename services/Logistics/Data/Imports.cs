using Summit.Import;
using Summit.Import.Layouts;
using Summit.Logistics.Data.Assumed;
using Summit.Logistics.Resources;
using Summit.Store;

namespace Summit.Logistics.Data;

/// <summary>What this area imports: lists of forces, nodes, links and its other types.</summary>
internal static class Imports
{
    private static readonly Dictionary<string, string> UnitTypes = new()
    {
        ["hq"] = "HEADQUARTERS",
        ["armoured_bde"] = "ARMOURED",
        ["armored"] = "ARMOURED",
        ["mechanised_bde"] = "MECHANISED",
        ["mech_bde"] = "MECHANISED",
        ["mechanized"] = "MECHANISED",
        ["motorised_bde"] = "MECHANISED",
        ["light_bde"] = "LIGHT",
        ["infantry"] = "LIGHT",
        ["mountain_bde"] = "LIGHT",
        ["marine_bde"] = "LIGHT",
        ["airborne_bde"] = "AIRBORNE",
        ["artillery_bde"] = "ARTILLERY",
        ["ad"] = "AIR_DEFENCE",
        ["air_defense"] = "AIR_DEFENCE",
        ["engineers"] = "ENGINEER",
    };

    private static readonly Dictionary<string, string> NodeKinds = new()
    {
        ["airport"] = "AIRFIELD",
        ["air_base"] = "AIRFIELD",
        ["seaport"] = "SEA_PORT",
        ["port"] = "SEA_PORT",
        ["rail_hub"] = "RAIL_YARD",
        ["rail_station"] = "RAIL_YARD",
        ["border"] = "BORDER_CROSSING",
    };

    private static readonly Dictionary<string, string> Gauges = new()
    {
        ["dual"] = "1435; 1520",
        ["standard"] = "1435",
        ["broad"] = "1520",
    };

    /// <summary>How lists of the types are found.</summary>
    private static readonly Dictionary<ResourceType, ListTerms> Terms = new()
    {
        [Types.ForceElements] = new()
        {
            Ids = ["unit_id"],
            IdFrom = "display_name",
            Headers = new Dictionary<string, Alias>
            {
                ["unit_name"] = "display_name",
                ["unit"] = "display_name",
                ["type"] = "unit_type",
                ["personnel"] = "persons",
                ["strength"] = "persons",
                ["vehicles"] = "vehicle_count",
                ["vehicles_approx"] = "vehicle_count",
                ["cargo_tonnes_approx"] = "cargo_tonnes",
                ["planning_factor"] = "cargo_derivation",
                ["lat"] = "home_location.latitude",
                ["latitude"] = "home_location.latitude",
                ["lon"] = "home_location.longitude",
                ["longitude"] = "home_location.longitude",
                ["notice_to_move_days"] = "notice_days",
            },
            Words = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["unit_type"] = UnitTypes },
        },
        [Types.TransportNodes] = new()
        {
            Ids = ["node_id"],
            IdFrom = "display_name",
            Headers = new Dictionary<string, Alias>
            {
                ["type"] = "kind",
                ["iso2"] = "nation",
                ["lat"] = "location.latitude",
                ["latitude"] = "location.latitude",
                ["lon"] = "location.longitude",
                ["longitude"] = "location.longitude",
                ["gauge_mm"] = "gauges_mm",
                ["tonnes_per_day_low"] = "throughput_tonnes_per_day.low",
                ["tonnes_per_day_mid"] = "throughput_tonnes_per_day.mid",
                ["tonnes_per_day_high"] = "throughput_tonnes_per_day.high",
            },
            Words = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["kind"] = NodeKinds, ["gauges_mm"] = Gauges },
        },
        [Types.TransportArcs] = new()
        {
            Ids = ["link_id", "arc_id"],
            Headers = new Dictionary<string, Alias>
            {
                ["from"] = "from_node",
                ["to"] = "to_node",
                ["type"] = "mode",
                ["tonnes_per_day_low"] = "capacity_tonnes_per_day.low",
                ["tonnes_per_day_mid"] = "capacity_tonnes_per_day.mid",
                ["tonnes_per_day_high"] = "capacity_tonnes_per_day.high",
            },
        },
    };

    public static IServiceCollection AddLogisticsImport(this IServiceCollection services) => services
        // Arcs name the lift that runs on them.
        .AddImport([Types.LiftAssets, .. Types.All.Except([Types.LiftAssets])], [Types.ForceElements, Types.StandingCommitments], [], Terms)
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<AssumeRows>(provider, Terms));
}
