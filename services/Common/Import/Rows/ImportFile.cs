using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Import.Files;

namespace Summit.Import.Rows;

/// <summary>A file to import.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Sheets">Its sheets; none for JSON Lines.</param>
/// <param name="Given">The source that the caller gave, for rows without one of their own; never null.</param>
public sealed record ImportFile(string Name, IReadOnlyList<Sheet> Sheets, Source Given)
{
    /// <summary>Format of the file.</summary>
    public FileFormat Format { get; init; }

    /// <summary>The lines of a file of JSON Lines, with their numbers.</summary>
    public IReadOnlyList<SheetRow> Lines { get; init; } = [];
}
