using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Tables.Cells;

namespace Summit.Tables.Columns;

/// <summary>A field with several plain values: separated by semicolons, or as JSON when a value has a semicolon or blanks at its ends.</summary>
internal sealed class ListColumn(FieldDescriptor field) : Column(field.Name, field.Name, field, isNumber: false)
{
    private const char Separator = ';';

    public override Cell Write(IMessage message)
    {
        var values = ((IList)Leaf.Accessor.GetValue(message)).Cast<object>().Select(value => value is string text ? text : ScalarText.Write(Leaf, value, explicitly: true).Text).ToList();
        return values.All(IsPlain) && values is not [['[', ..], ..] ? Cell.OfText(string.Join($"{Separator} ", values)) : new Cell(FieldJson.Write(Leaf, message));
    }

    public override string? Read(IMessage message, string cell)
    {
        Leaf.Accessor.Clear(message);
        var text = TextGuard.Read(cell);
        if (text.StartsWith('['))
        {
            return JsonColumn.Read(Leaf, message, text);
        }

        var list = (IList)Leaf.Accessor.GetValue(message);
        foreach (var part in text.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (value, allowed) = Leaf.FieldType == FieldType.String ? (part, "") : ScalarText.Read(Leaf, part);
            if (value is null)
            {
                return $"\"{part}\" is not {allowed}";
            }

            list.Add(value);
        }

        return null;
    }

    private static bool IsPlain(string value) => value.Length > 0 && value.Trim() == value && !value.Contains(Separator, StringComparison.Ordinal);
}
