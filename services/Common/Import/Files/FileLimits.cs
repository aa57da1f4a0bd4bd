namespace Summit.Import.Files;

/// <summary>Sizes above which a file is no table that somebody keeps by hand. They bound the memory and the time of an import.</summary>
internal static class FileLimits
{
    public const int MaxBytes = 32 * 1024 * 1024;
    public const int MaxRows = 200_000;
    public const int MaxColumns = 1_000;
    public const int MaxCells = 5_000_000;
    public const int MaxCellCharacters = 100_000;
    public const int MaxSheets = 200;

    /// <summary>The rows that a header is looked for in.</summary>
    public const int HeaderRows = 30;

    /// <summary>The most merged ranges of cells in these rows that are read.</summary>
    public const int MaxMerged = 50;

    /// <summary>The most bytes of all parts of a workbook after unpacking.</summary>
    public const long MaxUnpackedBytes = 256L * 1024 * 1024;

    /// <summary>The most bytes that one byte of a part may unpack to; sheets have about 10.</summary>
    public const int MaxRatio = 200;

    /// <summary>Parts below this size may have any ratio: a few equal cells pack very well.</summary>
    public const int SmallPartBytes = 1024 * 1024;

    /// <summary>The most parts of a workbook.</summary>
    public const int MaxParts = 2_000;

    /// <summary>The deepest nesting of XML; sheets have about 8.</summary>
    public const int MaxXmlDepth = 64;
}
