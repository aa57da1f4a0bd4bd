using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Policy.Rules;

/// <summary>
/// An update names the fields it changes, so a required field is demanded only when the mask names it: what is not sent
/// keeps its value. Without a mask only what is set changes, and nothing is demanded.
/// </summary>
internal sealed class UpdateMask
{
    private readonly FieldDescriptor _resource;
    private readonly HashSet<string> _paths;

    private UpdateMask(FieldDescriptor resource, FieldMask? mask)
    {
        _resource = resource;
        _paths = mask is null ? [] : [.. mask.Paths];
    }

    /// <summary>The mask of an update request; null for every other request.</summary>
    public static UpdateMask? Of(IMessage request)
    {
        var field = request.Descriptor.FindFieldByName("update_mask");
        if (field?.MessageType != FieldMask.Descriptor)
        {
            return null;
        }

        var resource = request.Descriptor.Fields.InDeclarationOrder()
            .FirstOrDefault(f => f is { FieldType: FieldType.Message, IsRepeated: false } && f != field);
        return resource is null ? null : new UpdateMask(resource, (FieldMask?)field.Accessor.GetValue(request));
    }

    /// <summary>Whether <paramref name="field"/> is the resource that the mask is about.</summary>
    public bool IsAbout(FieldDescriptor field) => field == _resource;

    /// <summary>Whether the update changes this field of the resource.</summary>
    public bool Covers(FieldDescriptor field) => _paths.Contains(field.Name) || _paths.Contains("*");
}
