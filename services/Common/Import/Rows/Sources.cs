using Summit.Api.V1;

namespace Summit.Import.Rows;

/// <summary>The source of imported figures.</summary>
public static class Sources
{
    /// <summary>A source whose empty fields are those of another. A confidence that nobody gave is <c>CONFIDENCE_CHECKED</c>.</summary>
    public static Source Fill(Source? own, Source given)
    {
        var source = given.Clone();
        source.MergeFrom(own ?? new Source());
        if (own?.PublishDate is { } date)
        {
            source.PublishDate = date.Clone();
        }

        source.Confidence = source.Confidence == Confidence.Unspecified ? Confidence.Checked : source.Confidence;
        return source;
    }

    /// <summary>Reports what a publication needs that neither the file nor the caller says.</summary>
    public static void Require(Source source, RowsRead into, bool edition)
    {
        Need(source.Title.Length > 0, "title", "its title");
        Need(source.Publisher.Length > 0, "publisher", "who published it");
        Need(source.PublishDate is not null, "publish_date", "the day of publication, from which on its figures are known");
        Need(!edition || source.Edition.Length > 0, "edition", "the edition, such as 2024-06");

        void Need(bool holds, string field, string what)
        {
            if (!holds)
            {
                into.Fault($"source.{field} is not set, and the file does not say it. Send {what} with the request.");
            }
        }
    }
}
