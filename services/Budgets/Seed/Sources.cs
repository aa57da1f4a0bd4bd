using Summit.Api.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Seed;

/// <summary>The publications of a data set, by the id used in the rows of its tables.</summary>
internal sealed class Sources(SeedFiles files)
{
    private readonly Dictionary<string, SeedRow> _rows = files.Rows("sources").ToDictionary(row => row["source"], StringComparer.Ordinal);

    /// <summary>Returns the source of a row. For a yearly publication, the row contains the day.</summary>
    public Source Of(SeedRow row)
    {
        var source = _rows[row["source"]];
        return new Source
        {
            Title = source["title"],
            Publisher = source["publisher"],
            PublishDate = source.Date("publish_date") ?? row.Date("publish_date"),
            Edition = source["edition"],
            Locator = source["locator"],
            Confidence = row.Has("confidence") ? row.Enum<Confidence>("confidence") : Confidence.Checked,
        };
    }
}
