using Summit.Store;
using Date = Google.Type.Date;

namespace Summit.Hosting.Resources;

/// <summary>Knowledge time in a list: what was published later is left out; what carries no date was not published, and stays.</summary>
internal static class KnowledgeFilter
{
    private const string PublishDate = "source.publish_date";

    /// <summary>A filter that also leaves out what was published after a day.</summary>
    /// <param name="type">The type; without a source all of it stays.</param>
    /// <param name="filter">The caller's filter; may be empty.</param>
    /// <param name="asOf">The day; null for all.</param>
    public static string Of(ResourceType type, string filter, Date? asOf)
    {
        if (asOf is null || type.Descriptor.FindFieldByName("source")?.MessageType != Api.V1.Source.Descriptor)
        {
            return filter;
        }

        var known = $"NOT {PublishDate} > \"{asOf.Year:D4}-{asOf.Month:D2}-{asOf.Day:D2}\"";
        return string.IsNullOrWhiteSpace(filter) ? known : $"({filter}) AND {known}";
    }
}
