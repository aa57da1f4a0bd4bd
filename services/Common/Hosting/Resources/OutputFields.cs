using System.Collections.Concurrent;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Hosting.Resources;

/// <summary>Fields that only the service sets: those that the contract marks OUTPUT_ONLY. What a caller sends in them is ignored.</summary>
public static class OutputFields
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Fields = new();

    /// <summary>Clears the fields in a resource as it was sent. Fields of messages inside it stay.</summary>
    public static void Clear(IMessage sent)
    {
        foreach (var field in Fields.GetOrAdd(sent.Descriptor, static d => [.. d.Fields.InFieldNumberOrder().Where(IsOutput)]))
        {
            field.Accessor.Clear(sent);
        }
    }

    internal static bool IsOutput(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) == true;
}
