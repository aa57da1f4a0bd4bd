namespace Summit.Import.Rows;

/// <summary>A kind of table that can be imported, such as the tables of one publisher.</summary>
public interface ILayout
{
    /// <summary>Its name, as requests give it in <c>kind</c>.</summary>
    string Name { get; }

    /// <summary>What it is, for messages: publisher and form.</summary>
    string Description { get; }

    /// <summary>Whether the file has this layout. Must be true of no other publisher's files.</summary>
    bool Recognises(ImportFile file);

    /// <summary>Reads the rows. Everything that is wrong becomes a fault; nothing is thrown.</summary>
    void Read(ImportFile file, RowsRead into);
}
