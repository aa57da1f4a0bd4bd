using System.Collections.Concurrent;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;
using Money = Google.Type.Money;

namespace Summit.Tables.Columns;

/// <summary>
/// The columns of a message type, in the order of its fields. Numbers, texts, dates and enum values have a column each; money has
/// two, amount and currency; the fields of a small message such as <c>source</c> have a column each; anything else is JSON in one
/// cell. Reading a row that was written gives an equal message.
/// </summary>
public static class TableColumns
{
    private static readonly ConcurrentDictionary<MessageDescriptor, Column[]> Known = new();

    /// <summary>The columns of a type.</summary>
    public static IReadOnlyList<Column> Of(MessageDescriptor type) =>
        Known.GetOrAdd(type, static t => [.. t.Fields.InDeclarationOrder().SelectMany(Columns)]);

    /// <summary>The column of a type by its header; null when there is none.</summary>
    public static Column? Find(MessageDescriptor type, string header) => Of(type).FirstOrDefault(column => column.Header == header);

    private static IEnumerable<Column> Columns(FieldDescriptor field)
    {
        if (field.FieldType != FieldType.Message || field.IsRepeated || field.IsMap)
        {
            return [field.IsMap || (field.IsRepeated && field.FieldType is FieldType.Message or FieldType.Bytes) ? new JsonColumn(field)
                : field.IsRepeated ? new ListColumn(field)
                : new ScalarColumn(field)];
        }

        return field.MessageType == Money.Descriptor ? [new MoneyColumn(field, currency: false), new MoneyColumn(field, currency: true)]
            : IsScalar(field) ? [new ScalarColumn(field)]
            : IsSmall(field) ? field.MessageType.Fields.InDeclarationOrder().Select((part, index) => new PartColumn(field, part, first: index == 0))
            : [new JsonColumn(field)];
    }

    // Fields of a choice stay together in one cell, so that a row says by itself which one is set.
    private static bool IsSmall(FieldDescriptor field) =>
        field.RealContainingOneof is null
        && field.MessageType.Fields.InDeclarationOrder() is { Count: > 0 } parts
        && parts.All(part => !part.IsRepeated && part.RealContainingOneof is null && part.FieldType != FieldType.Bytes && (part.FieldType != FieldType.Message || IsScalar(part)));

    private static bool IsScalar(FieldDescriptor field) =>
        field.MessageType == Date.Descriptor || field.MessageType == Timestamp.Descriptor || field.MessageType == Duration.Descriptor;
}
