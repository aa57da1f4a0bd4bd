using Google.Type;
using Summit.Api.V1;
using Summit.Hosting.Resources;
using Summit.Logistics.Csv;
using Summit.Logistics.V1;
using Summit.Store;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Seed;

/// <summary>Forces, network, lift and force options of the Paris scenario, February 2025.</summary>
internal sealed class ParisSeed : ISeed
{
    private const string Folder = "Seed.paris_2025";

    public string Name => "paris-2025";

    public void Load(Transaction transaction)
    {
        ForEach(ForceElements(), e => transaction.Create(LogisticsTypes.ForceElements, e));
        ForEach(ForceOptions(), o => transaction.Create(LogisticsTypes.ForceOptions, o));
        ForEach(TransportNodes(), n => transaction.Create(LogisticsTypes.TransportNodes, n));
        ForEach(TransportArcs(), a => transaction.Create(LogisticsTypes.TransportArcs, a));
        ForEach(LiftAssets(), l => transaction.Create(LogisticsTypes.LiftAssets, l));
    }

    internal static IEnumerable<ForceElement> ForceElements() => EmbeddedCsv.Read<ForceElementRow>($"{Folder}.force_elements.csv").Select(row =>
    {
        var element = new ForceElement
        {
            Name = $"nations/{row.Nation}/forceElements/{row.Id}",
            DisplayName = row.DisplayName,
            UnitType = row.UnitType,
            Persons = row.Persons,
            VehicleCount = row.Vehicles,
            CargoTonnes = row.CargoTonnes,
            CargoDerivation = row.CargoDerivation,
            HomeTown = row.HomeTown,
            HomeLocation = new LatLng { Latitude = row.Latitude, Longitude = row.Longitude },
            StandingCommitment = row.StandingCommitment,
            Source = SourceOf(row),
            PublishState = PublishState.Published,
        };
        if (row.NoticeDays is { } notice)
        {
            element.NoticeDays = notice;
        }

        return element;
    });

    internal static IEnumerable<TransportNode> TransportNodes() => EmbeddedCsv.Read<TransportNodeRow>($"{Folder}.transport_nodes.csv").Select(row => new TransportNode
    {
        Name = $"transportNodes/{row.Id}",
        DisplayName = row.DisplayName,
        Kind = row.Kind,
        Nation = $"nations/{row.Nation}",
        Location = new LatLng { Latitude = row.Latitude, Longitude = row.Longitude },
        GaugesMm = { row.GaugesMm.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse) },
        Debarkation = row.Debarkation,
        Derivation = row.Derivation,
        Source = SourceOf(row),
    });

    internal static IEnumerable<TransportArc> TransportArcs() => EmbeddedCsv.Read<TransportArcRow>($"{Folder}.transport_arcs.csv").Select(row => new TransportArc
    {
        Name = $"transportArcs/{row.Id}",
        FromNode = $"transportNodes/{row.FromNode}",
        ToNode = $"transportNodes/{row.ToNode}",
        Mode = row.Mode,
        GaugeMm = row.GaugeMm,
        DistanceKm = row.DistanceKm,
        TransitDays = row.TransitDays,
        CapacityTonnesPerDay = new DailyCapacity { Low = row.CapacityLow, Mid = row.CapacityMid, High = row.CapacityHigh },
        Derivation = row.Derivation,
        Source = SourceOf(row),
    });

    internal static IEnumerable<LiftAsset> LiftAssets() => EmbeddedCsv.Read<LiftAssetRow>($"{Folder}.lift_assets.csv").Select(row =>
    {
        var asset = new LiftAsset
        {
            Name = $"liftAssets/{row.Id}",
            DisplayName = row.DisplayName,
            Mode = row.Mode,
            Operator = row.Operator,
            PayloadTonnes = row.PayloadTonnes,
            PassengerCount = row.Passengers,
            LaneMetres = row.LaneMetres,
            BlockSpeedKmh = row.BlockSpeedKmh,
            LoadHours = row.LoadHours,
            UnloadHours = row.UnloadHours,
            Availability = row.Availability,
            Source = SourceOf(row),
        };
        if (row.Count is { } count)
        {
            asset.AssetCount = count;
        }

        return asset;
    });

    internal static IEnumerable<ForceOption> ForceOptions()
    {
        var lines = EmbeddedCsv.Read<RequirementRow>($"{Folder}.force_requirements.csv").Select(LineOf).ToList();
        return EmbeddedCsv.Read<ForceOptionRow>($"{Folder}.force_options.csv").Select(row => new ForceOption
        {
            Name = $"forceOptions/{row.Id}",
            Description = row.Description,
            StrengthPersons = row.StrengthPersons,
            Lines = { lines.Select(l => l.Clone()) },
            Source = SourceOf(row),
        });
    }

    private static RequirementLine LineOf(RequirementRow row) => new()
    {
        Enabler = row.Enabler,
        UnitType = row.UnitType ?? UnitType.Unspecified,
        PersonsPer10000 = row.PersonsPer10000,
        EuropeanSharePercent = row is { EuropeanShareLow: { } low, EuropeanShareMid: { } mid, EuropeanShareHigh: { } high } ? new Range { Low = low, Mid = mid, High = high } : null,
        Derivation = row.Derivation,
        Source = SourceOf(row),
    };

    private static Source SourceOf(SourcedRow row) => new()
    {
        Title = row.SourceTitle,
        Publisher = row.SourcePublisher,
        PublishDate = row.PublishDate?.ToDate(),
        Edition = row.Edition,
        Confidence = row.Confidence,
        Locator = row.Locator,
    };

    private static void ForEach<T>(IEnumerable<T> resources, Action<T> write)
    {
        foreach (var resource in resources)
        {
            write(resource);
        }
    }
}
