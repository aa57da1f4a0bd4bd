using System.Globalization;
using Google.Api;
using Google.Protobuf.Reflection;
using Summit.Import.Cells;
using Summit.Import.Countries;
using Summit.Policy;
using Summit.Tables.Columns;

namespace Summit.Import.Layouts;

/// <summary>Cells of lists as the columns of the contract read them.</summary>
internal static class ListCells
{
    private const int Places = 15;
    private const string Nation = "summit.nations.v1/Nation";

    /// <summary>The text for a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="alias">How the list has it.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="form">How the list writes numbers.</param>
    /// <param name="terms">Words of the list.</param>
    public static string Text(Column column, Alias alias, string cell, NumberForm form, ListTerms terms)
    {
        if (column.IsNumber)
        {
            return NumberText(alias, cell, form);
        }

        if (terms.Words.TryGetValue(column.Header, out var words) && words.TryGetValue(cell.Trim().ToLowerInvariant(), out var word))
        {
            return word;
        }

        return column.Leaf switch
        {
            { FieldType: FieldType.String, IsRepeated: false } text when ReferenceOf(text) is { Length: > 0 } type => Reference(type, cell),
            { FieldType: FieldType.Message or FieldType.Enum or FieldType.Bool, IsRepeated: false } when Marks.IsMissing(cell) => "",
            { FieldType: FieldType.Message, IsRepeated: false } date when date.MessageType == Google.Type.Date.Descriptor => Day(cell),
            _ => cell,
        };
    }

    private static string NumberText(Alias alias, string cell, NumberForm form)
    {
        if (Marks.IsMissing(cell))
        {
            return "";
        }

        if (form.TryRead(cell, out _) is not { } number)
        {
            return cell;
        }

        var scaled = alias.Scaled(number);
        return scaled.Denominator.IsOne && !scaled.IsZero ? scaled.Numerator.ToString(CultureInfo.InvariantCulture)
            // What a program wrote is kept to the last digit.
            : alias.Factor == 1 && !form.DecimalComma && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? cell.Trim()
            : scaled.ToText(Places);
    }

    // A day as the rest of Europe writes it. Slashes leave open which number is the month, so such a cell is a fault.
    private static string Day(string cell) =>
        DateOnly.TryParseExact(cell.Trim(), ["d.M.yyyy", "dd.MM.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : cell;

    private static string Reference(string type, string cell)
    {
        var text = cell.Trim();
        if (text.Length == 0 || text[0] == '\'' || text.Contains('/', StringComparison.Ordinal))
        {
            return cell;
        }

        if (type == Nation)
        {
            return CountryNames.Find(text) is { Kind: CountryKind.Nation } country ? $"nations/{country.Code}" : text;
        }

        return PatternOf(type).Split('/') is [var collection, _] ? $"{collection}/{Ids.Of(text)}" : text;
    }

    private static string ReferenceOf(FieldDescriptor field) => field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference)?.Type ?? "";

    private static string PatternOf(string type) =>
        ContractFiles.Messages.GetValueOrDefault(type.Replace('/', '.'))?.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Pattern.FirstOrDefault() ?? "";
}
