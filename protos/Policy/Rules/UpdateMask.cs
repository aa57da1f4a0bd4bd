using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Policy.Rules;

/// <summary>
/// The mask of an update request. An update names the fields that it changes, so a required field must be set only if the mask
/// names it: fields that are not sent keep their values. Without a mask, only fields that are set change, and no field is required.
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

    /// <summary>Returns the mask of an update request; null for any other request.</summary>
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

    /// <summary>Returns whether <paramref name="field"/> is the resource that the mask applies to.</summary>
    public bool IsAbout(FieldDescriptor field) => field == _resource;

    /// <summary>Returns whether the update changes this field of the resource.</summary>
    public bool Covers(FieldDescriptor field) => _paths.Contains(field.Name) || _paths.Contains("*");
}
