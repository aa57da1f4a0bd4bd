using Google.Type;
using Summit.Api.V1;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Store;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Seed;

/// <summary>Forces, network, lift, sustainment factors and force options of the Paris scenario, February 2025.</summary>
internal sealed class ParisSeed : ISeed
{
    private static readonly SeedFiles Files = new(typeof(ParisSeed).Assembly, "Summit.Logistics.Seed.paris-2025");

    public string Name => "paris-2025";

    public void Load(Transaction transaction)
    {
        ForEach(ForceElements(), e => transaction.Create(Types.ForceElements, e));
        ForEach(StandingCommitments(), c => transaction.Create(Types.StandingCommitments, c));
        ForEach(ReportedOffers(), o => transaction.Create(Types.ReportedOffers, o));
        ForEach(ForceOptions(), o => transaction.Create(Types.ForceOptions, o));
        ForEach(TransportNodes(), n => transaction.Create(Types.TransportNodes, n));
        ForEach(LiftAssets(), l => transaction.Create(Types.LiftAssets, l));
        ForEach(TransportArcs(), a => transaction.Create(Types.TransportArcs, a));
        ForEach(SustainmentFactors(), f => transaction.Create(Types.SustainmentFactors, f));
    }

    internal static IEnumerable<ForceElement> ForceElements() => Files.Rows("force_elements").Select(row =>
    {
        var element = new ForceElement
        {
            Name = $"nations/{row["nation"]}/forceElements/{row["id"]}",
            DisplayName = row["name"],
            UnitType = row.Enum<UnitType>("unit_type"),
            Persons = row.Number("persons"),
            VehicleCount = row.Number("vehicles"),
            CargoTonnes = row.BigNumber("cargo_tonnes"),
            CargoDerivation = row["cargo_derivation"],
            HomeTown = row["home_town"],
            HomeLocation = new LatLng { Latitude = row.Real("latitude"), Longitude = row.Real("longitude") },
            Source = row.Source(),
            PublishState = PublishState.Published,
        };
        if (row.Has("notice_days"))
        {
            element.NoticeDays = row.Number("notice_days");
        }

        return element;
    });

    internal static IEnumerable<StandingCommitment> StandingCommitments() => Files.Rows("standing_commitments").Select(row => new StandingCommitment
    {
        Name = $"nations/{row["nation"]}/standingCommitments/{row["id"]}",
        Kind = row.Enum<StandingCommitment.Types.Kind>("kind"),
        DisplayName = row["name"],
        Theatre = row.Has("theatre") ? $"nations/{row["theatre"]}" : "",
        Persons = row.Has("persons_mid") ? new Range { Low = row.Real("persons_low"), Mid = row.Real("persons_mid"), High = row.Real("persons_high") } : null,
        UnitTypes = { row.List("unit_types").Select(TypeOf) },
        ForceElements = { row.List("force_elements").Select(id => $"nations/{row["nation"]}/forceElements/{id}") },
        StartDate = row.Date("start_date"),
        EndDate = row.Date("end_date"),
        Source = row.Source(),
        PublishState = PublishState.Published,
    });

    internal static IEnumerable<TransportNode> TransportNodes()
    {
        var derivation = new NodeDerivation(PlanningFactors);
        return Files.Rows("transport_nodes").Select(row => derivation.Complete(NodeOf(row), row));
    }

    private static TransportNode NodeOf(SeedRow row) => new()
    {
        Name = $"transportNodes/{row["id"]}",
        DisplayName = row["name"],
        Kind = row.Enum<TransportNode.Types.Kind>("kind"),
        Nation = $"nations/{row["nation"]}",
        Location = new LatLng { Latitude = row.Real("latitude"), Longitude = row.Real("longitude") },
        GaugesMm = { row.List("gauges_mm").Select(int.Parse) },
        Debarkation = row.Flag("debarkation"),
        Derivation = row["derivation"],
        Source = row.Source(),
    };

    internal static IEnumerable<TransportArc> TransportArcs()
    {
        var derivation = new ArcDerivation(PlanningFactors, ByName(TransportNodes(), n => n.Name), ByName(LiftAssets(), a => a.Name));
        return Files.Rows("transport_arcs").Select(derivation.Of);
    }

    internal static PlanningFactorTable PlanningFactors => new(Files);

    internal static IEnumerable<LiftAsset> LiftAssets() => Files.Rows("lift_assets").Select(row =>
    {
        var asset = new LiftAsset
        {
            Name = $"liftAssets/{row["id"]}",
            DisplayName = row["name"],
            Mode = row.Enum<TransportMode>("mode"),
            Operator = row["operator"],
            PayloadTonnes = row.Real("payload_tonnes"),
            PassengerCount = row.Number("passengers"),
            LaneMetres = row.Real("lane_metres"),
            BlockSpeedKmh = row.Real("block_speed_kmh"),
            LoadHours = row.Real("load_hours"),
            UnloadHours = row.Real("unload_hours"),
            Availability = row["availability"],
            Source = row.Source(),
        };
        asset.PlannedLoadTonnes = asset.Mode switch
        {
            TransportMode.Sea => (Rational.FromWire(asset.LaneMetres) * PlanningFactors["ship-tonnes-per-lane-metre"].Mid).ToDisplay(),
            TransportMode.Air => (Rational.FromWire(asset.PayloadTonnes) * PlanningFactors["air-payload-part"].Mid).ToDisplay(),
            _ => 0,
        };
        if (row.Has("count"))
        {
            asset.AssetCount = row.Number("count");
        }

        return asset;
    });

    internal static IEnumerable<SustainmentFactor> SustainmentFactors() => Files.Rows("sustainment_factors").Select(row => new SustainmentFactor
    {
        Name = $"sustainmentFactors/{row["id"]}",
        SupplyClass = row.Enum<SupplyClass>("supply_class"),
        Measure = row.Enum<SustainmentFactor.Types.Measure>("measure"),
        VehicleKind = row.Has("vehicle_kind") ? row.Enum<VehicleKind>("vehicle_kind") : VehicleKind.Unspecified,
        Value = new Range { Low = row.Real("low"), Mid = row.Real("mid"), High = row.Real("high") },
        Derivation = row["derivation"],
        Source = row.Source(),
    });

    internal static IEnumerable<ForceOption> ForceOptions()
    {
        var lines = Files.Rows("force_requirements").Select(LineOf).ToList();
        return Files.Rows("force_options").Select(row => new ForceOption
        {
            Name = $"forceOptions/{row["id"]}",
            Description = row["description"],
            StrengthPersons = row.Number("strength_persons"),
            Lines = { lines.Select(l => l.Clone()) },
            Source = row.Source(),
        });
    }

    internal static IEnumerable<ReportedOffer> ReportedOffers() => Files.Rows("reported_offers").Select(row => new ReportedOffer
    {
        Name = $"reportedOffers/{row["id"]}",
        Scope = row.Enum<ReportedOffer.Types.Scope>("scope"),
        Nation = row.Has("nation") ? $"nations/{row["nation"]}" : "",
        Persons = new Range { Low = row.Real("persons_low"), Mid = row.Real("persons_mid"), High = row.Real("persons_high") },
        Summary = row["summary"],
        EventDate = row.Date("event_date"),
        Source = row.Source(),
    });

    private static UnitType TypeOf(string type) => Enum.Parse<UnitType>(type.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static readonly Lazy<ILookup<string, EnablerProvider>> EnablerProviders = new(() => Files.Rows("enabler_providers").ToLookup(row => row["line"], row => new EnablerProvider
    {
        DisplayName = row["name"],
        Nations = { row.List("nations").Select(n => $"nations/{n}") },
        SharePercent = new Range { Low = row.Real("share_low"), Mid = row.Real("share_mid"), High = row.Real("share_high") },
        Source = row.Source(),
    }, StringComparer.Ordinal));

    private static RequirementLine LineOf(SeedRow row)
    {
        var line = new RequirementLine
        {
            Id = row["id"],
            DisplayName = row["name"],
            UnitTypes = { row.List("unit_types").Select(TypeOf) },
            PersonsPer10000 = row.Number("persons_per_10000"),
            EuropeanSharePercent = row.Has("european_share_mid")
                ? new Range { Low = row.Real("european_share_low"), Mid = row.Real("european_share_mid"), High = row.Real("european_share_high") }
                : null,
            Enablers = { row.List("enablers") },
            Providers = { row.List("providers") },
            Derivation = row["derivation"],
            Source = row.Source(),
        };
        line.ProvidedBy.Add(EnablerProviders.Value[line.Id]);
        if (row.Has("priority"))
        {
            line.Priority = row.Number("priority");
        }

        if (row.Has("ready_by_days"))
        {
            line.ReadyByDays = row.Number("ready_by_days");
        }

        return line;
    }

    private static Dictionary<string, T> ByName<T>(IEnumerable<T> resources, Func<T, string> name) => resources.ToDictionary(name, StringComparer.Ordinal);

    private static void ForEach<T>(IEnumerable<T> resources, Action<T> write)
    {
        foreach (var resource in resources)
        {
            write(resource);
        }
    }
}
