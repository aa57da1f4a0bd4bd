using System.Globalization;
using System.Reflection;
using CsvHelper;

namespace Summit.Hosting.Resources;

/// <summary>The CSV tables of one data set, embedded in a service's assembly: a header row, then one row a record.</summary>
/// <param name="assembly">The assembly that holds them.</param>
/// <param name="folder">Folder in the project with dots, for example <c>Summit.Nations.Seed.paris-2025</c>.</param>
public sealed class SeedFiles(Assembly assembly, string folder)
{
    /// <summary>The rows of a table, in order.</summary>
    /// <param name="table">File name without <c>.csv</c>.</param>
    /// <exception cref="InvalidOperationException">The assembly does not hold this table.</exception>
    public IReadOnlyList<SeedRow> Rows(string table)
    {
        // The compiler makes an identifier of each folder name.
        using var stream = assembly.GetManifestResourceStream($"{folder.Replace('-', '_')}.{table}.csv")
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} holds no seed table {folder}.{table}.csv; embed it as a resource.");
        using var csv = new CsvReader(new StreamReader(stream), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<SeedRow>();
        while (csv.Read())
        {
            var cells = csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? "", StringComparer.Ordinal);
            rows.Add(new SeedRow($"{table}.csv, row {csv.Parser.Row}", cells));
        }

        return rows;
    }
}
