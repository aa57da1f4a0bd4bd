using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Api.V1;

namespace Summit.Hosting.Resources;

/// <summary>The contract says: on creation, a publish state that is not said counts as draft.</summary>
internal static class PublishStates
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor?> Fields = new();

    /// <summary>On an update, a publish state that is not said stays as it is: neither a draft nor a publication ends by accident.</summary>
    public static void Keep(IMessage current, IMessage next)
    {
        var field = FieldOf(next);
        if (field?.Accessor.GetValue(next) is PublishState.Unspecified)
        {
            field.Accessor.SetValue(next, field.Accessor.GetValue(current));
        }
    }

    public static void Default(IMessage resource)
    {
        var field = FieldOf(resource);
        if (field?.Accessor.GetValue(resource) is PublishState.Unspecified)
        {
            field.Accessor.SetValue(resource, PublishState.Draft);
        }
    }

    private static FieldDescriptor? FieldOf(IMessage resource) => Fields.GetOrAdd(resource.Descriptor, static d => d.FindFieldByName("publish_state"));
}
