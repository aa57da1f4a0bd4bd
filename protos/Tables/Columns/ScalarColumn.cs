using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Tables.Cells;

namespace Summit.Tables.Columns;

/// <summary>A field with one value.</summary>
internal sealed class ScalarColumn(FieldDescriptor field) : Column(field.Name, field.Name, field, HoldsNumber(field))
{
    public override Cell Write(IMessage message) =>
        Leaf.HasPresence && !Leaf.Accessor.HasValue(message) ? Cell.Empty : ScalarText.Write(Leaf, Leaf.Accessor.GetValue(message), Leaf.HasPresence);

    public override string? Read(IMessage message, string cell)
    {
        if (!TextGuard.HasContent(cell))
        {
            Leaf.Accessor.Clear(message);
            return null;
        }

        if (Leaf.RealContainingOneof?.Accessor.GetCaseFieldDescriptor(message) is { } other && other != Leaf)
        {
            return $"{other.Name} is set too; only one of them can be";
        }

        var (value, allowed) = ScalarText.Read(Leaf, cell);
        if (value is null)
        {
            return allowed;
        }

        Leaf.Accessor.SetValue(message, value);
        return null;
    }
}
