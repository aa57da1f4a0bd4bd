using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace Summit.Gateway.Web.OpenApi;

/// <summary>The comments of the contracts by full name. Compiled descriptors have none, so the build embeds them apart.</summary>
internal sealed partial class ContractComments
{
    // Numbers of fields in descriptor.proto: a location is the path to its element.
    private const int FileMessages = 4;
    private const int FileEnums = 5;
    private const int FileServices = 6;
    private const int MessageFields = 2;
    private const int MessageNested = 3;
    private const int MessageEnums = 4;
    private const int Methods = 2;
    private const int EnumValues = 2;

    private readonly Dictionary<string, string> _comments = new(StringComparer.Ordinal);

    private ContractComments()
    {
    }

    /// <summary>Values that comments show as examples, such as <c>resources/R1</c>; what they show most often comes first.</summary>
    public IReadOnlyList<string> Examples { get; private set; } = [];

    /// <summary>Reads what the build has embedded.</summary>
    public static ContractComments Load()
    {
        using var stream = typeof(ContractComments).Assembly.GetManifestResourceStream("contracts.binpb")!;
        var read = new ContractComments();
        foreach (var file in FileDescriptorSet.Parser.ParseFrom(stream).File)
        {
            read.Add(file);
        }

        read.Examples = [.. read._comments.Values.SelectMany(ExamplesOf).CountBy(e => e).OrderByDescending(e => e.Value).Select(e => e.Key)];
        return read;
    }

    /// <summary>The comment of an element; empty without one.</summary>
    /// <param name="fullName">For example <c>package.Message.field</c>.</param>
    public string Of(string fullName) => _comments.GetValueOrDefault(fullName, "");

    /// <summary>Values that a comment shows as examples: what stands in backquotes and has no braces.</summary>
    public static IEnumerable<string> ExamplesOf(string comment) =>
        Quoted().Matches(comment).Select(m => m.Groups[1].Value).Where(e => e.IndexOfAny(['{', '<', ' ']) < 0);

    private void Add(FileDescriptorProto file)
    {
        foreach (var location in file.SourceCodeInfo.Location)
        {
            if (location.LeadingComments.Length > 0 && NameOf(file, [.. location.Path]) is { } name)
            {
                _comments[name] = Text(location.LeadingComments);
            }
        }
    }

    private static string? NameOf(FileDescriptorProto file, ReadOnlySpan<int> path) => path switch
    {
        [FileMessages, var i, .. var rest] => InMessage(file.MessageType[i], $"{file.Package}.{file.MessageType[i].Name}", rest),
        [FileEnums, var i, .. var rest] => InEnum(file.EnumType[i], $"{file.Package}.{file.EnumType[i].Name}", rest),
        [FileServices, var i] => $"{file.Package}.{file.Service[i].Name}",
        [FileServices, var i, Methods, var m] => $"{file.Package}.{file.Service[i].Name}.{file.Service[i].Method[m].Name}",
        _ => null,
    };

    private static string? InMessage(DescriptorProto message, string name, ReadOnlySpan<int> path) => path switch
    {
        [] => name,
        [MessageFields, var i] => $"{name}.{message.Field[i].Name}",
        [MessageNested, var i, .. var rest] => InMessage(message.NestedType[i], $"{name}.{message.NestedType[i].Name}", rest),
        [MessageEnums, var i, .. var rest] => InEnum(message.EnumType[i], $"{name}.{message.EnumType[i].Name}", rest),
        _ => null,
    };

    private static string? InEnum(EnumDescriptorProto type, string name, ReadOnlySpan<int> path) => path switch
    {
        [] => name,
        [EnumValues, var i] => $"{name}.{type.Value[i].Name}",
        _ => null,
    };

    // Lines of a paragraph are joined; a list keeps its lines.
    private static string Text(string comment)
    {
        var text = new StringBuilder();
        foreach (var line in comment.Split('\n').Select(l => l.Trim()))
        {
            var separator = text.Length == 0 || text[^1] == '\n' ? "" : line.Length == 0 || line.StartsWith("- ", StringComparison.Ordinal) ? "\n" : " ";
            text.Append(separator).Append(line.Length == 0 ? "\n" : line);
        }

        return text.ToString().Trim();
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
