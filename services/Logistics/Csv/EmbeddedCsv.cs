using System.Globalization;
using CsvHelper;

namespace Summit.Logistics.Csv;

/// <summary>Reads the CSV files that are embedded beside the code.</summary>
internal static class EmbeddedCsv
{
    /// <summary>All rows of a file; a wrong cell is an error with file, row and column.</summary>
    /// <param name="path">Path in the project, with dots: <c>Seed.paris_2025.transport_arcs.csv</c>.</param>
    public static IReadOnlyList<T> Read<T>(string path)
    {
        using var stream = typeof(EmbeddedCsv).Assembly.GetManifestResourceStream($"Summit.Logistics.{path}")
            ?? throw new InvalidOperationException($"the embedded file {path} is missing");
        using var csv = new CsvReader(new StreamReader(stream), CultureInfo.InvariantCulture);
        EnumNames.Use(csv.Context);
        return [.. csv.GetRecords<T>()];
    }
}
