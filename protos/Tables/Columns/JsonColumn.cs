using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Tables.Cells;

namespace Summit.Tables.Columns;

/// <summary>A field whose value is a message with parts of its own, or several: JSON in one cell.</summary>
internal sealed class JsonColumn(FieldDescriptor field) : Column(field.Name, field.Name, field, isNumber: false)
{
    public override bool IsJson => true;

    public override Cell Write(IMessage message) => Cell.OfText(FieldJson.Write(Leaf, message));

    public override string? Read(IMessage message, string cell)
    {
        if (TextGuard.HasContent(cell))
        {
            return Read(Leaf, message, TextGuard.Read(cell));
        }

        Leaf.Accessor.Clear(message);
        return null;
    }

    internal static string? Read(FieldDescriptor field, IMessage message, string json)
    {
        try
        {
            FieldJson.Read(field, message, json);
            return null;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return $"JSON of {field.Name} as the contract has it ({e.Message})";
        }
    }
}
