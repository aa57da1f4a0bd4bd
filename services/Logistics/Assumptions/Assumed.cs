using Summit.Api.V1;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assumptions;

/// <summary>The assumptions of this service (<c>assumptions.csv</c>). Each one that is used is noted in the answer's evidence.</summary>
/// <param name="evidence">Where used assumptions are noted.</param>
/// <param name="replaced">Ranges that replace those of assumptions, by id; null: none.</param>
internal sealed class Assumed(Evidence evidence, IReadOnlyDictionary<string, Range>? replaced = null)
{
    private static readonly Dictionary<string, Assumption> Known = new SeedFiles(typeof(Assumed).Assembly, "Summit.Logistics.Assumptions")
        .Rows("assumptions").ToDictionary(r => r["id"], Read, StringComparer.Ordinal);

    /// <summary>Notes an assumption and returns its range; zeros when it has none.</summary>
    public Range Use(string id)
    {
        var assumption = Known[id].Clone();
        assumption.Range = replaced?.GetValueOrDefault(id)?.Clone() ?? assumption.Range;
        evidence.Assume(assumption);
        return assumption.Range?.Clone() ?? new Range();
    }

    /// <summary>Notes an assumption whose value was set by the request.</summary>
    public Range Use(string id, double asked)
    {
        var assumption = Known[id].Clone();
        assumption.Range = new Range { Low = asked, Mid = asked, High = asked };
        evidence.Assume(assumption);
        return assumption.Range.Clone();
    }

    /// <summary>The assumption with this id. It is not noted as used.</summary>
    public static Range ValueOf(string id) => Known[id].Range.Clone();

    private static Assumption Read(SeedRow row) => new()
    {
        Id = row["id"],
        Statement = row["statement"],
        Range = row.Has("mid") ? new Range { Low = row.Real("low"), Mid = row.Real("mid"), High = row.Real("high") } : null,
        Unit = row["unit"],
        Reason = row["reason"],
    };
}
