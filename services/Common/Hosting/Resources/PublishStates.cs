using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Api.V1;

namespace Summit.Hosting.Resources;

/// <summary>The contract says: on creation, a publish state that is not said counts as draft.</summary>
internal static class PublishStates
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor?> Fields = new();

    public static void Default(IMessage resource)
    {
        var field = Fields.GetOrAdd(resource.Descriptor, static d => d.FindFieldByName("publish_state"));
        if (field?.Accessor.GetValue(resource) is PublishState.Unspecified)
        {
            field.Accessor.SetValue(resource, PublishState.Draft);
        }
    }
}
