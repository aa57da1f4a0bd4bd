using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>A movement problem prepared for planning: rows in order of id, network, and the routes that each row may use.</summary>
internal sealed class PlanModel
{
    private const int MostRoutes = 6;
    private const int DefaultHorizonDays = 365;

    private readonly Occupation _empty;
    private readonly Dictionary<string, IReadOnlyList<int[]>> _routes = new(StringComparer.Ordinal);

    /// <param name="asked">A problem without faults whose requirements all have a route.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    public PlanModel(MovementProblem asked, CancellationToken cancellationToken = default)
    {
        Asked = asked;
        var problem = DividedUnits.Expand(asked);
        Problem = problem;
        Network = new PlanNetwork(problem);
        Resources = new PlanResources(Network);
        _empty = new Occupation(Resources);
        Rows = [.. problem.Requirements.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => new Row(r, Network))];
        Objectives = problem.Objectives.Count == 0 ? [MovementObjective.Lateness, MovementObjective.Closure, MovementObjective.Cost] : [.. problem.Objectives];
        var builder = new ChainBuilder(Network, Resources);
        Chains = [.. Rows.Select(r =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return RoutesOf(r).Select(way => Alone(builder.Build(r, way))).ToArray();
        })];
        Modules = [.. Rows.Index().Where(r => r.Item.Requirement.ForceModule.Length > 0)
            .GroupBy(r => r.Item.Requirement.ForceModule, r => r.Index, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray()).Where(g => g.Length > 1)];
        var rows = Rows.Index().ToDictionary(r => r.Item.Requirement.Id, r => r.Index, StringComparer.Ordinal);
        Divided = [.. Rows.Index().Where(r => r.Item.IsPersons).Select(r => (rows[DividedUnits.UnitOf(r.Item.Requirement.Id)], r.Index))];
    }

    /// <summary>The problem as it was asked.</summary>
    public MovementProblem Asked { get; }

    /// <summary>The same with a row of its own for persons that travel apart.</summary>
    public MovementProblem Problem { get; }

    public PlanNetwork Network { get; }

    public PlanResources Resources { get; }

    public IReadOnlyList<Row> Rows { get; }

    public IReadOnlyList<MovementObjective> Objectives { get; }

    /// <summary>The chains that each row may use, the fastest route first.</summary>
    public IReadOnlyList<Chain[]> Chains { get; }

    /// <summary>Rows of each force module with more than one.</summary>
    public IReadOnlyList<int[]> Modules { get; }

    /// <summary>The rows of cargo and persons of each divided unit.</summary>
    public IReadOnlyList<(int Cargo, int Persons)> Divided { get; }

    public int HorizonHours => HorizonHoursOf(Problem);

    /// <summary>First hour after the horizon of a problem.</summary>
    public static int HorizonHoursOf(MovementProblem problem) => ((problem.HasHorizonDays ? problem.HorizonDays : DefaultHorizonDays) + 1) * LegTimes.HoursPerDay;

    private Chain Alone(Chain chain) =>
        chain with { Alone = _empty.Fit(chain) is { } placement ? placement.Integration + chain.IntegrationHours : PlanResources.MostHours };

    private IReadOnlyList<int[]> RoutesOf(Row row)
    {
        if (!_routes.TryGetValue(row.Profile, out var routes))
        {
            routes = _routes[row.Profile] = new RouteFinder(Network, row).Find(MostRoutes);
        }

        return routes;
    }
}
