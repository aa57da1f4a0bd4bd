using Summit.Hosting.Resources;
using Summit.Logistics.PlanningFactors.Rules;

namespace Summit.Logistics.Seed;

/// <summary>The planning factors from which the network is derived (<c>planning_factors.csv</c>): low, mid, high, unit and source of each.</summary>
internal sealed class PlanningFactorTable(SeedFiles files)
{
    private readonly Dictionary<string, SeedRow> _rows = files.Rows("planning_factors").ToDictionary(r => r["id"], StringComparer.Ordinal);

    /// <summary>The rows, in order of id.</summary>
    public IEnumerable<SeedRow> Rows => _rows.Values;

    /// <summary>The range of a factor.</summary>
    public Interval this[string id] => _rows.TryGetValue(id, out var row)
        ? new(row.Exact("low"), row.Exact("mid"), row.Exact("high"))
        : throw new InvalidOperationException($"planning_factors.csv has no row {id}.");
}
