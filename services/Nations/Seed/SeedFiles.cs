using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Summit.Api.V1;
using Summit.Nations.Numbers;

namespace Summit.Nations.Seed;

/// <summary>Reads the seed's tables, which are embedded in the program.</summary>
internal static class SeedFiles
{
    /// <summary>Rows of one table, by column.</summary>
    public static IReadOnlyList<SeedRow> Read(string table)
    {
        var assembly = typeof(SeedFiles).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Summit.Nations.Seed.paris_2025.{table}.csv")
            ?? throw new InvalidOperationException($"The program carries no seed table '{table}'.");
        using var csv = new CsvReader(new StreamReader(stream), new CsvConfiguration(CultureInfo.InvariantCulture));
        csv.Read();
        csv.ReadHeader();
        var rows = new List<SeedRow>();
        while (csv.Read())
        {
            rows.Add(new SeedRow(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? "", StringComparer.Ordinal)));
        }
        return rows;
    }
}

/// <summary>One row of a seed table.</summary>
internal sealed record SeedRow(IReadOnlyDictionary<string, string> Columns)
{
    public string this[string column] => Columns[column];

    public bool Has(string column) => Columns[column].Length > 0;

    public int Number(string column) => Has(column) ? int.Parse(Columns[column], CultureInfo.InvariantCulture) : 0;

    public Google.Type.Date? Date(string column) => Has(column) ? DateOnly.ParseExact(Columns[column], "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDate() : null;

    public TEnum Value<TEnum>(string column)
        where TEnum : struct, Enum => Has(column) ? Enum.Parse<TEnum>(Columns[column].Replace("_", "", StringComparison.Ordinal), ignoreCase: true) : default;

    /// <summary>The source that the row itself carries.</summary>
    public Source Source(string locatorColumn, string locatorPrefix = "") => new()
    {
        Title = this["title"],
        Publisher = this["publisher"],
        PublishDate = Date("publish_date"),
        Edition = this["edition"],
        Confidence = Value<Confidence>("confidence"),
        Locator = Has(locatorColumn) ? locatorPrefix + this[locatorColumn] : "",
    };
}
