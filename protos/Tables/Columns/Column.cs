using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Tables.Cells;

namespace Summit.Tables.Columns;

/// <summary>A column of a table of messages: one field, or one field of a message inside it.</summary>
public abstract class Column
{
    private protected Column(string header, string field, FieldDescriptor leaf, bool isNumber) =>
        (Header, Field, Leaf, IsNumber) = (header, field, leaf, isNumber);

    /// <summary>The path of the field by its names in the contract, for example <c>source.title</c>.</summary>
    public string Header { get; }

    /// <summary>The field of the message that the column belongs to, for example <c>source</c>.</summary>
    public string Field { get; }

    /// <summary>The field whose value the cells are.</summary>
    public FieldDescriptor Leaf { get; }

    /// <summary>Whether the cells are numbers.</summary>
    public bool IsNumber { get; }

    /// <summary>Whether the cells are JSON of a message with parts of its own.</summary>
    public virtual bool IsJson => false;

    /// <summary>The cell of a message.</summary>
    public abstract Cell Write(IMessage message);

    /// <summary>Sets the field from the text of a cell. A cell without content leaves the field unset.</summary>
    /// <returns>What is wrong with the text; null when nothing is.</returns>
    public abstract string? Read(IMessage message, string cell);

    private protected static bool HoldsNumber(FieldDescriptor field) => field.FieldType is not
        (FieldType.String or FieldType.Bool or FieldType.Enum or FieldType.Message or FieldType.Group or FieldType.Bytes);
}
