using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;
using Summit.Api.V1;

namespace Summit.Policy;

/// <summary>The compiled contracts, found in their assemblies. There is no separate list of files, services or messages.</summary>
public static class ContractFiles
{
    /// <summary>The assemblies that contain the generated contracts: the shared assembly, then one for each area.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(AnnotationsReflection).Assembly,
        typeof(Nations.V1.ChangeServiceReflection).Assembly,
        typeof(Budgets.V1.ChangeServiceReflection).Assembly,
        typeof(Logistics.V1.ChangeServiceReflection).Assembly,
    ];

    /// <summary>All files of the contracts, ordered by name.</summary>
    public static IReadOnlyList<FileDescriptor> All { get; } = Find();

    /// <summary>The standard contracts that every host implements: health and reflection.</summary>
    public static IReadOnlyList<FileDescriptor> Standard { get; } =
    [
        Grpc.Health.V1.HealthReflection.Descriptor,
        Grpc.Reflection.V1.ReflectionReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ReflectionReflection.Descriptor,
    ];

    /// <summary>All messages of the contracts by full name, including nested messages.</summary>
    public static FrozenDictionary<string, MessageDescriptor> Messages { get; } =
        All.SelectMany(f => f.MessageTypes).SelectMany(WithNested).ToFrozenDictionary(m => m.FullName);

    /// <summary>All contract messages and the error details as a registry, for JSON and for <c>google.protobuf.Any</c>.</summary>
    public static TypeRegistry Registry { get; } = TypeRegistry.FromFiles([.. All, Google.Rpc.ErrorDetailsReflection.Descriptor]);

    private static FileDescriptor[] Find() =>
        [.. Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.IsAbstract && t.IsSealed && t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(p => p?.PropertyType == typeof(FileDescriptor))
            .Select(p => (FileDescriptor)p!.GetValue(null)!)
            .OrderBy(f => f.Name, StringComparer.Ordinal)];

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
