using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Tables.Cells;

namespace Summit.Tables.Columns;

/// <summary>A field of a small message inside the row's message, for example <c>source.title</c>.</summary>
/// <param name="field">The message.</param>
/// <param name="part">Its field.</param>
/// <param name="first">Whether it is the first of its fields: a message that is set and has no content shows in that column.</param>
internal sealed class PartColumn(FieldDescriptor field, FieldDescriptor part, bool first) : Column($"{field.Name}.{part.Name}", field.Name, part, HoldsNumber(part))
{
    public override Cell Write(IMessage message)
    {
        if (field.Accessor.GetValue(message) is not IMessage inner)
        {
            return Cell.Empty;
        }

        var cell = Leaf.HasPresence && !Leaf.Accessor.HasValue(inner) ? Cell.Empty : ScalarText.Write(Leaf, Leaf.Accessor.GetValue(inner), Leaf.HasPresence);
        return first && cell.Text.Length == 0 && inner.CalculateSize() == 0 && !Leaf.HasPresence ? ScalarText.Write(Leaf, Leaf.Accessor.GetValue(inner), explicitly: true) : cell;
    }

    public override string? Read(IMessage message, string cell)
    {
        var inner = field.Accessor.GetValue(message) as IMessage;
        if (!TextGuard.HasContent(cell))
        {
            if (inner is not null)
            {
                Leaf.Accessor.Clear(inner);
            }

            return null;
        }

        var (value, allowed) = ScalarText.Read(Leaf, cell);
        if (value is null)
        {
            return allowed;
        }

        if (inner is null)
        {
            inner = field.MessageType.Parser.ParseFrom([]);
            field.Accessor.SetValue(message, inner);
        }

        Leaf.Accessor.SetValue(inner, value);
        return null;
    }
}
