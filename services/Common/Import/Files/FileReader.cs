using Summit.Data.V1;

namespace Summit.Import.Files;

/// <summary>Reads the sheets of a file, whatever its format.</summary>
internal static class FileReader
{
    /// <summary>Recognises the format by the first bytes. The name and what the caller says do not matter to a workbook.</summary>
    public static FileFormat FormatOf(ReadOnlySpan<byte> bytes, FileFormat said) => bytes switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => FileFormat.Xlsx,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => FileFormat.Xls,
        [0x09, 0x00 or 0x02 or 0x04 or 0x08, _, 0x00, ..] => FileFormat.Xls,
        _ when said is not FileFormat.Unspecified => said,
        [(byte)'{', ..] or [0xEF, 0xBB, 0xBF, (byte)'{', ..] => FileFormat.JsonLines,
        _ => FileFormat.Csv,
    };

    /// <summary>Reads the sheets of a file that is not JSON.</summary>
    /// <exception cref="UnreadableFileException">The file is not what its format says, damaged, protected or too large.</exception>
    public static IReadOnlyList<Sheet> Read(byte[] bytes, FileFormat format) => format switch
    {
        FileFormat.Xlsx => WorkbookReader.Read(bytes, PackageGuard.Check(bytes)),
        FileFormat.Xls => WorkbookReader.Read(bytes, new Dictionary<CellPlace, string>()),
        _ => [TextFileReader.Read(bytes)],
    };
}
