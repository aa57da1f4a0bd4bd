using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Local;

/// <summary>The compiled contracts: every method, and JSON with every message type known, so that error details print in full.</summary>
internal static class Contracts
{
    private static readonly IReadOnlyList<FileDescriptor> Files = [.. typeof(Summit.Api.V1.Source).Assembly.GetExportedTypes()
        .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<FileDescriptor>()];

    private static readonly TypeRegistry Types = TypeRegistry.FromFiles(Files);
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Types));
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(Types));

    public static IReadOnlyList<MethodDescriptor> Methods { get; } =
        [.. Files.SelectMany(f => f.Services).SelectMany(s => s.Methods).OrderBy(m => m.FullName, StringComparer.Ordinal)];

    public static string Format(IMessage message) => Formatter.Format(message);

    /// <exception cref="InvalidJsonException">The text is not JSON.</exception>
    /// <exception cref="InvalidProtocolBufferException">The JSON does not fit the message.</exception>
    public static IMessage Parse(MessageDescriptor type, string json) => Parser.Parse(json, type);

    /// <summary>The detail, decoded, when its type is one of the contracts'.</summary>
    public static IMessage? Unpack(Google.Protobuf.WellKnownTypes.Any detail) => detail.Unpack(Types);
}
