using Google.Protobuf;
using Summit.Data.V1;
using Summit.Hosting.Resources;
using Summit.Import.Rows;
using Summit.Tables.Columns;

namespace Summit.Import.Writing;

/// <summary>What differs between a resource as it is held and as a file has it.</summary>
public static class FieldChanges
{
    private const int MaxFields = 20;
    private const int MaxText = 200;

    /// <summary>The change of a resource.</summary>
    /// <param name="row">The row.</param>
    /// <param name="held">The resource as it is held; null when it is not.</param>
    /// <param name="next">The resource as it will be.</param>
    public static RowChange Of(ImportedRow row, IMessage? held, IMessage next)
    {
        var before = held ?? next.Descriptor.Parser.ParseFrom([]);
        return new RowChange
        {
            Kind = held is null ? RowChange.Types.Kind.Created : RowChange.Types.Kind.Updated,
            Name = row.Name,
            Sheet = row.Sheet,
            Row = row.Row,
            Fields =
            {
                TableColumns.Of(next.Descriptor)
                    .Where(column => column.Header is not ("name" or "etag") && !OutputFields.IsOutput(next.Descriptor.FindFieldByName(column.Field)))
                    .Select(column => (column.Header, Held: held is null ? "" : column.Write(before).Text, Next: column.Write(next).Text))
                    .Where(change => change.Held != change.Next)
                    .Take(MaxFields)
                    .Select(change => new FieldChange { Field = change.Header, Held = Cut(change.Held), Next = Cut(change.Next) }),
            },
        };
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText] + "…";
}
