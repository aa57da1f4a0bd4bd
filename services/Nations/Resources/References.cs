using Google.Protobuf;
using Summit.Api.V1;
using Summit.Kernel;
using Summit.Store;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Nations.Resources;

/// <summary>Checks the references from a resource to other resources when it is written. The referenced resources must be stored.</summary>
internal static class References
{
    /// <summary>Reports a name that refers to no stored resource.</summary>
    /// <param name="transaction">The transaction that reads the stored state.</param>
    /// <param name="type">Type of the resource named.</param>
    /// <param name="name">The name. An empty name is not checked.</param>
    /// <param name="field">Path of the field.</param>
    /// <param name="violations">Receives the violations.</param>
    public static void Check<T>(Transaction transaction, ResourceType<T> type, string name, string field, Violations violations)
        where T : class, IMessage<T>, new() =>
        violations.Require(
            name.Length == 0 || (type.IsName(name) && transaction.Find(type, name, Visibility.Published) is not null),
            field,
            $"\"{name}\" is not held; name {type.Pattern} of one that is");

    /// <summary>Reports an end that is before its start. The field rules report dates that do not exist.</summary>
    public static void CheckOrder(Google.Type.Date? start, Google.Type.Date? end, string startName, string endField, Violations violations) =>
        violations.Require(
            !(end.TryDay() < start.TryDay()), endField, $"{end.TryDay():yyyy-MM-dd} is before {startName} {start.TryDay():yyyy-MM-dd}; it must be that day or later");

    /// <summary>Reports a source that is published after today. Content that is not public yet must be a draft.</summary>
    public static void CheckPublished(WriteContext write, Source? source, string field, Violations violations)
    {
        var today = write.Now.Day();
        violations.Require(
            !(source?.PublishDate.TryDay() > today), $"{field}.publish_date", $"{source?.PublishDate.TryDay():yyyy-MM-dd} is in the future; it must be today, {today:yyyy-MM-dd}, or earlier");
    }
}
