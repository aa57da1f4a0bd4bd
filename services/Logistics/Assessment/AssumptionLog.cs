using CsvHelper.Configuration.Attributes;
using Summit.Api.V1;
using Summit.Logistics.Csv;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>What an assessment assumes: each assumption that is used stands in the answer.</summary>
internal sealed class AssumptionLog
{
    private static readonly Dictionary<string, Assumption> Known =
        EmbeddedCsv.Read<Row>("Assessment.assumptions.csv").ToDictionary(r => r.Id, r => r.ToAssumption(), StringComparer.Ordinal);

    private readonly SortedDictionary<string, Assumption> _used = new(StringComparer.Ordinal);

    /// <summary>The assumptions used so far, in order of id.</summary>
    public IEnumerable<Assumption> Used => _used.Values;

    /// <summary>Notes an assumption and returns its range.</summary>
    public Range Use(string id)
    {
        var assumption = Known[id];
        _used[id] = assumption.Clone();
        return assumption.Range ?? new Range();
    }

    /// <summary>Notes an assumption whose value the question set.</summary>
    public Range Use(string id, double asked)
    {
        var assumption = Known[id].Clone();
        assumption.Range = new Range { Low = asked, Mid = asked, High = asked };
        _used[id] = assumption;
        return assumption.Range;
    }

    /// <summary>Notes an assumption that another service made.</summary>
    public void Add(Assumption assumption) => _used[assumption.Id] = assumption;

    private sealed class Row
    {
        [Name("id")]
        public required string Id { get; init; }

        [Name("statement")]
        public required string Statement { get; init; }

        [Name("low")]
        public double? Low { get; init; }

        [Name("mid")]
        public double? Mid { get; init; }

        [Name("high")]
        public double? High { get; init; }

        [Name("unit")]
        public required string Unit { get; init; }

        [Name("reason")]
        public required string Reason { get; init; }

        public Assumption ToAssumption() => new()
        {
            Id = Id,
            Statement = Statement,
            Range = this is { Low: { } low, Mid: { } mid, High: { } high } ? new Range { Low = low, Mid = mid, High = high } : null,
            Unit = Unit,
            Reason = Reason,
        };
    }
}
