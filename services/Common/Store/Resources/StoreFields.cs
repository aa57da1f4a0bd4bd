using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Store;

/// <summary>
/// The fields <c>uid</c>, <c>create_time</c> and <c>update_time</c> of a resource. The store fills them; times set by a writer
/// are ignored.
/// </summary>
internal sealed class StoreFields
{
    private readonly FieldDescriptor _uid;
    private readonly FieldDescriptor _createTime;
    private readonly FieldDescriptor _updateTime;

    private StoreFields(FieldDescriptor uid, FieldDescriptor createTime, FieldDescriptor updateTime) =>
        (_uid, _createTime, _updateTime) = (uid, createTime, updateTime);

    /// <summary>The fields of a type; null when it does not have all three.</summary>
    public static StoreFields? Of(MessageDescriptor type) =>
        type.FindFieldByName("uid") is { FieldType: FieldType.String } uid
        && Time(type, "create_time") is { } createTime
        && Time(type, "update_time") is { } updateTime
            ? new(uid, createTime, updateTime)
            : null;

    /// <summary>Prepares a new resource: the times are cleared. An id set by the domain's code is kept.</summary>
    public void Begin(IMessage resource)
    {
        _createTime.Accessor.Clear(resource);
        _updateTime.Accessor.Clear(resource);
    }

    /// <summary>Copies the fields from the stored resource, so that the other fields can be compared.</summary>
    public void Keep(IMessage stored, IMessage resource)
    {
        foreach (var field in new[] { _uid, _createTime, _updateTime })
        {
            field.Accessor.SetValue(resource, field.Accessor.GetValue(stored));
        }
    }

    /// <summary>
    /// Fills the fields of a resource that is being written. A resource stored before its type had these fields gets all of them
    /// here.
    /// </summary>
    public void Fill(IMessage resource, string name, Revision revision, DateTimeOffset now)
    {
        if ((string)_uid.Accessor.GetValue(resource) is "")
        {
            _uid.Accessor.SetValue(resource, UidOf(name, revision));
        }
        var time = Timestamp.FromDateTimeOffset(now);
        if (_createTime.Accessor.GetValue(resource) is null)
        {
            _createTime.Accessor.SetValue(resource, time);
        }
        _updateTime.Accessor.SetValue(resource, time);
    }

    // No two resources are created with the same name at the same revision of the same epoch.
    private static string UidOf(string name, Revision revision) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{revision}/{name}")))[..32];

    private static FieldDescriptor? Time(MessageDescriptor type, string name) =>
        type.FindFieldByName(name) is { FieldType: FieldType.Message } field && field.MessageType == Timestamp.Descriptor ? field : null;
}
