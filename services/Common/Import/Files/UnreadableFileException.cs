namespace Summit.Import.Files;

/// <summary>A file, or a sheet of it, that cannot be read. It becomes a fault of the import.</summary>
/// <param name="description">What is wrong and what to do.</param>
/// <param name="sheet">Sheet; empty for the whole file.</param>
/// <param name="row">Row; 0 for the whole sheet.</param>
/// <param name="column">Column, as letters; empty for the whole row.</param>
internal sealed class UnreadableFileException(string description, string sheet = "", int row = 0, string column = "") : Exception(description)
{
    public string Sheet { get; } = sheet;

    public int Row { get; } = row;

    public string Column { get; } = column;
}
