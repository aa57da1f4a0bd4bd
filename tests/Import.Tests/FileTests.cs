using System.IO.Compression;
using System.Text;
using Summit.Data.V1;
using Summit.Import.Files;

namespace Summit.Import.Tests;

/// <summary>Files that are not what they seem end in a fault that says what to do, never in an error of ours.</summary>
public sealed class FileTests
{
    [Theory]
    [InlineData("a,b\n1,\"x,y\"\n")]
    [InlineData("a;b\r\n1;x,y\r\n")]
    [InlineData("a\tb\n1\tx,y\n")]
    [InlineData("a|b\n1|x,y\n")]
    [InlineData("sep=;\na;b\n1;x,y\n")]
    [InlineData("\uFEFFa,b\n1,\"x,y\"")]
    public void Read_Delimiters_SameCells(string text)
    {
        var sheet = Assert.Single(FileReader.Read(Encoding.UTF8.GetBytes(text), FileFormat.Csv));

        Assert.Equal(["a", "b"], sheet.Rows[0].Cells);
        Assert.Equal(["1", "x,y"], sheet.Rows[1].Cells);
    }

    [Fact]
    public void Read_Encodings_SameText()
    {
        foreach (var encoding in new[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Equal("Türkiye", FileReader.Read([.. encoding.GetPreamble(), .. encoding.GetBytes("a,b\nTürkiye,2\n")], FileFormat.Csv)[0].Rows[1][0]);
        }

        Assert.Equal("Türkiye", FileReader.Read([.. "a,b\nT"u8, 0xFC, .. "rkiye,2\n"u8], FileFormat.Csv)[0].Rows[1][0]);
    }

    [Fact]
    public void Read_QuotedLines_RowsKeepTheirNumbers() =>
        Assert.Equal([1, 2, 4], FileReader.Read(Make.Text("a,b\n\"two\nlines\",1\nx,2\n"), FileFormat.Csv)[0].Rows.Select(r => r.Number));

    [Fact]
    public void Read_QuoteWithoutEnd_Fault() => Assert.Contains("quotation mark", FaultOf(Make.Text("a,b\n\"open,1\nx,2\n"), FileFormat.Csv).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_Workbook_CellsAndNames()
    {
        var sheets = FileReader.Read(Make.Workbook(("One", [["a", "b"], ["text", 1.5]]), ("Two", [["c"], ["007"]])), FileFormat.Xlsx);

        Assert.Equal(["One", "Two"], sheets.Select(s => s.Name));
        Assert.Equal(["text", "1.5"], sheets[0].Rows[1].Cells);
        Assert.Equal("007", sheets[1].Rows[1][0]);
    }

    [Fact]
    public void Read_WorkbookThatUnpacksTooFar_Fault() =>
        Assert.Contains("unpacks", FaultOf(Package(("xl/worksheets/sheet1.xml", new string(' ', 20_000_000)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_DeepXml_Fault() => Assert.Contains("nested", FaultOf(Package(("xl/worksheets/sheet1.xml", string.Concat(Enumerable.Repeat("<a>", 1_000))))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_DocumentType_Fault() =>
        Assert.Contains("damaged", FaultOf(Package(("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><x>&a;</x>"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_FormulaWithoutValue_FaultAtItsCell()
    {
        var fault = FaultOf(Package(("xl/worksheets/sheet1.xml", SheetXml("<row r=\"3\"><c r=\"B3\"><f>1+1</f></c></row>"))));

        Assert.Equal(("Sheet", 3, "B"), (fault.Sheet, fault.Row, fault.Column));
        Assert.Contains("formula", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FormulaWithValue_ItsValue() =>
        Assert.Equal("2", FileReader.Read(Package(("xl/worksheets/sheet1.xml", SheetXml("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c></row>"))), FileFormat.Xlsx)[0].Rows[0][0]);

    [Fact]
    public void Read_FormulaThatFailed_ShowsTheError() =>
        Assert.Equal("#ERROR", FileReader.Read(Package(("xl/worksheets/sheet1.xml", SheetXml("<row r=\"1\"><c r=\"A1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"))), FileFormat.Xlsx)[0].Rows[0][0]);

    [Theory]
    [InlineData("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>", "row 1,048,576")]
    [InlineData("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>", "column XFD")]
    public void Read_CellsFarOutside_Fault(string row, string says) =>
        Assert.Contains(says, FaultOf(Package(("xl/worksheets/sheet1.xml", SheetXml(row)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_ZipThatIsNoWorkbook_Fault()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("readme.txt");
        }

        Assert.Contains("no workbook", FaultOf(bytes.ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedWorkbooks_OnlyFaults()
    {
        var good = Make.Workbook(("One", [["a", "b"], ["text", 1.5], ["more", 2]]));
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var bad = good.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                bad[random.Next(4, bad.Length)] = (byte)random.Next(256);
            }

            ReadOrFault(i % 3 == 0 ? bad[..random.Next(4, bad.Length)] : bad, FileFormat.Xlsx);
        }
    }

    [Fact]
    public void Read_DamagedOldWorkbooks_OnlyFaults()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(8, 4_096)];
            random.NextBytes(bytes);
            byte[] start = i % 2 == 0 ? [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] : [0x09, 0x00, 0x04, 0x00];
            start.CopyTo(bytes, 0);
            ReadOrFault(bytes, FileFormat.Xls);
        }
    }

    [Fact]
    public void Read_BinaryFile_Fault() => Assert.Contains("neither", FaultOf([0, 1, 2, 3, 0], FileFormat.Csv).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_WorkbookWithPassword_SaysToSaveItWithout()
    {
        // Made by a spreadsheet library with the password "secret": a container with EncryptionInfo and EncryptedPackage.
        var package = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "protected.xlsx"));
        // The start of a file of Excel 97: version 8, then FILEPASS with RC4, salt, verifier and hash.
        byte[] old = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00, .. new byte[12], 0x2F, 0x00, 0x36, 0x00, 0x01, 0x00, 0x01, 0x00, 0x01, 0x00, .. new byte[48], 0x0A, 0x00, 0x00, 0x00];

        foreach (var bytes in new[] { package, old })
        {
            Assert.Equal("The workbook is protected by a password; save it without one.", FaultOf(bytes, FileReader.FormatOf(bytes, FileFormat.Xlsx)).Message);
        }
    }

    private static void ReadOrFault(byte[] bytes, FileFormat format)
    {
        try
        {
            FileReader.Read(bytes, format);
        }
        catch (UnreadableFileException)
        {
            // This is what it should end with, when it is not readable.
        }
    }

    private static UnreadableFileException FaultOf(byte[] bytes, FileFormat format = FileFormat.Xlsx) => Assert.Throws<UnreadableFileException>(() => FileReader.Read(bytes, format));

    private static string SheetXml(string rows) => $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>";

    // A workbook with one sheet, of which one part is replaced.
    private static byte[] Package((string Name, string Text) part)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Make.Workbook(("Sheet", [["a"]])));
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part.Name)!.Delete();
            using var stream = zip.CreateEntry(part.Name).Open();
            stream.Write(Encoding.UTF8.GetBytes(part.Text));
        }

        return bytes.ToArray();
    }
}
