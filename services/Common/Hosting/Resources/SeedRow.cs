using System.Globalization;
using Summit.Api.V1;
using Summit.Kernel;
using Date = Google.Type.Date;

namespace Summit.Hosting.Resources;

/// <summary>One row of a seed table. A cell that cannot be read is an error that names the table, the row and the column.</summary>
/// <param name="place">Table and row, for messages.</param>
/// <param name="cells">Cells by column.</param>
public sealed class SeedRow(string place, IReadOnlyDictionary<string, string> cells)
{
    /// <summary>The text of a cell; empty when nothing stands there.</summary>
    public string this[string column] =>
        cells.TryGetValue(column, out var text) ? text : throw new InvalidOperationException($"{place}: there is no column {column}.");

    /// <summary>Whether the column exists and the cell is not empty.</summary>
    public bool Has(string column) => cells.TryGetValue(column, out var text) && text.Length > 0;

    /// <summary>A whole number.</summary>
    public int Number(string column) => Read(column, text => int.Parse(text, CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Number"/>
    public long BigNumber(string column) => Read(column, text => long.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>A number with decimals; not for amounts of money.</summary>
    public double Real(string column) => Read(column, text => double.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>An exact decimal number, for amounts.</summary>
    public Rational Exact(string column) => Read(column, Rational.Parse);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string column) => Read(column, bool.Parse);

    /// <summary>A day as <c>yyyy-MM-dd</c>; null when the cell is empty.</summary>
    public Date? Date(string column) =>
        Has(column) ? Read(column, text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDate()) : null;

    /// <summary>A value of a contract's enum as the contract writes it, without its prefix, for example <c>SIMPLE_MAJORITY</c>.</summary>
    public TEnum Enum<TEnum>(string column)
        where TEnum : struct, Enum => Read(column, text => System.Enum.Parse<TEnum>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true));

    /// <summary>Several values separated by semicolons; none when the cell is empty.</summary>
    public IReadOnlyList<string> List(string column) =>
        this[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The source in the columns <c>title</c>, <c>publisher</c>, <c>publish_date</c>, <c>edition</c>, <c>confidence</c> and <c>locator</c>.</summary>
    /// <param name="prefix">Prefix of the column names, for example <c>source_</c>.</param>
    public Source Source(string prefix = "") => new()
    {
        Title = this[prefix + "title"],
        Publisher = this[prefix + "publisher"],
        PublishDate = Date(prefix + "publish_date"),
        Edition = this[prefix + "edition"],
        Confidence = Enum<Confidence>(prefix + "confidence"),
        Locator = this[prefix + "locator"],
    };

    private T Read<T>(string column, Func<string, T> read)
    {
        try
        {
            return read(this[column]);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidOperationException($"{place}, column {column}: \"{this[column]}\" cannot be read as {typeof(T).Name}.", e);
        }
    }
}
