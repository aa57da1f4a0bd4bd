using System.Globalization;
using CsvHelper;
using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.Amounts;

namespace Summit.Budgets.Seed;

/// <summary>The CSV files of a scenario, embedded in this assembly. Every row names its source by id.</summary>
internal sealed class SeedFiles
{
    private readonly string _scenario;
    private readonly Dictionary<string, SeedRow> _sources;

    public SeedFiles(string scenario)
    {
        _scenario = scenario;
        _sources = Rows("sources").ToDictionary(row => row["source"], StringComparer.Ordinal);
    }

    public IReadOnlyList<SeedRow> Rows(string file)
    {
        // Folder names become parts of identifiers in resource names.
        var name = $"Summit.Budgets.Seed.{_scenario.Replace('-', '_')}.{file}.csv";
        using var stream = typeof(SeedFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The file {name} is not in the assembly.");
        using var reader = new CsvReader(new StreamReader(stream), CultureInfo.InvariantCulture);
        reader.Read();
        reader.ReadHeader();
        var rows = new List<SeedRow>();
        while (reader.Read())
        {
            rows.Add(new SeedRow(reader.HeaderRecord!.ToDictionary(column => column, column => reader.GetField(column) ?? "", StringComparer.Ordinal)));
        }

        return rows;
    }

    /// <summary>The source of a row. A publication that appears yearly has its day in the row.</summary>
    public Source SourceOf(SeedRow row)
    {
        var source = _sources[row["source"]];
        var day = source["publish_date"].Length > 0 ? source["publish_date"] : row["publish_date"];
        return new Source
        {
            Title = source["title"],
            Publisher = source["publisher"],
            PublishDate = SeedRow.DateOf(day),
            Edition = source["edition"],
            Locator = source["locator"],
            Confidence = row.Has("confidence") ? Enum.Parse<Confidence>(row["confidence"], ignoreCase: true) : Confidence.Checked,
        };
    }
}

/// <summary>One row of a seed file.</summary>
internal sealed class SeedRow(IReadOnlyDictionary<string, string> fields)
{
    public string this[string column] => fields[column];

    public bool Has(string column) => fields.TryGetValue(column, out var text) && text.Length > 0;

    public int Int(string column) => int.Parse(this[column], CultureInfo.InvariantCulture);

    public double Double(string column) => double.Parse(this[column], CultureInfo.InvariantCulture);

    public bool Flag(string column) => this[column] == "true";

    public Date? Date(string column) => Has(column) ? DateOf(this[column]) : null;

    public T Enum<T>(string column)
        where T : struct, Enum => System.Enum.Parse<T>(this[column].Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>The amount in units, exact; null when the cell is empty.</summary>
    public Money? Money(string column, string currency, long unit = 1) =>
        Has(column) ? Amount.ToMoney(Rational.Parse(this[column]) * unit, currency) : null;

    public static Date DateOf(string text) => Days.ToDate(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
