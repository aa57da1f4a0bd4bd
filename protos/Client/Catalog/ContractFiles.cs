using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;
using Summit.Api.V1;

namespace Summit.Client.Catalog;

/// <summary>The compiled contracts, found in their assembly: there is no second list of files, services or messages.</summary>
public static class ContractFiles
{
    /// <summary>The assembly that holds the generated contracts.</summary>
    public static Assembly Assembly { get; } = typeof(AnnotationsReflection).Assembly;

    /// <summary>Every file of the contracts, in order of name.</summary>
    public static IReadOnlyList<FileDescriptor> All { get; } = Find();

    /// <summary>Every message of the contracts, nested ones too, by full name.</summary>
    public static FrozenDictionary<string, MessageDescriptor> Messages { get; } =
        All.SelectMany(f => f.MessageTypes).SelectMany(WithNested).ToFrozenDictionary(m => m.FullName);

    /// <summary>All contract messages as a registry, for JSON and for <c>google.protobuf.Any</c>.</summary>
    public static TypeRegistry Registry { get; } = TypeRegistry.FromFiles(All);

    private static FileDescriptor[] Find() =>
        [.. Assembly.GetTypes()
            .Where(t => t.IsAbstract && t.IsSealed && t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(p => p?.PropertyType == typeof(FileDescriptor))
            .Select(p => (FileDescriptor)p!.GetValue(null)!)
            .OrderBy(f => f.Name, StringComparer.Ordinal)];

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
