using System.Globalization;
using System.Text.RegularExpressions;
using Summit.Api.V1;
using Summit.Import.Rows;
using Summit.Kernel;

namespace Summit.Budgets.Data.Layouts;

/// <summary>The publication of a file: what the file or its name says, completed by what the caller gives.</summary>
internal static partial class Publications
{
    /// <summary>The source of the file's figures. What is missing in it becomes faults.</summary>
    public static Source Of(ImportFile file, string title, string publisher, RowsRead into)
    {
        var given = file.Given.Clone();
        var name = EditionInName().Match(file.Name);
        if (given.Edition.Length == 0 && name.Success)
        {
            given.Edition = name.Groups["edition"].Value;
            into.Recognise($"Edition {given.Edition}, from the name of the file.");
        }

        if (given.PublishDate is null && name.Groups["day"].Success
            && DateOnly.TryParseExact(name.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            given.PublishDate = day.ToDate();
        }

        given.Locator = given.Locator.Length > 0 ? given.Locator : file.Name;
        given.Title = given.Title.Length > 0 ? given.Title : title;
        given.Publisher = given.Publisher.Length > 0 ? given.Publisher : publisher;
        var source = Sources.Fill(null, given);
        Sources.Require(source, into, edition: true);
        return source;
    }

    /// <summary>Notes the sheets that are not read.</summary>
    public static void LeaveOut(ImportFile file, IReadOnlySet<string> used, string why, RowsRead into)
    {
        var left = file.Sheets.Select(sheet => sheet.Name).Where(name => !used.Contains(name)).ToList();
        if (left.Count > 0)
        {
            into.LeaveOut($"Sheets {string.Join(", ", left)}: {why}.");
        }
    }

    [GeneratedRegex(@"(?<![0-9])(?<edition>20[0-9]{2}-(?:0[1-9]|1[0-2]))(?<day>-[0-3][0-9])?(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex EditionInName();
}
