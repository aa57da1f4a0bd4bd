using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Store;

/// <summary>The properties of one resource type that the store needs. Declared once, as a static field in the domain's code.</summary>
public abstract class ResourceType
{
    private readonly string[] _segments;
    private readonly FieldDescriptor _name;
    private readonly FieldDescriptor? _etag;
    private readonly FieldDescriptor? _ownerField;

    private protected ResourceType(MessageDescriptor descriptor, string pattern)
    {
        Descriptor = descriptor;
        Pattern = pattern;
        _segments = pattern.Split('/');
        Collection = string.Join('/', _segments.Select(s => s.StartsWith('{') ? "*" : s).SkipLast(_segments.Length % 2 == 0 ? 1 : 0));
        _name = descriptor.FindFieldByName("name")
            ?? throw new ArgumentException($"{descriptor.FullName} has no field 'name'.", nameof(descriptor));
        _etag = descriptor.FindFieldByName("etag");
        _ownerField = descriptor.FindFieldByName("owner");
        StoreFields = StoreFields.Of(descriptor);
    }

    /// <summary>The message.</summary>
    public MessageDescriptor Descriptor { get; }

    /// <summary>Pattern of its names, such as <c>nations/{nation}/positions/{position}</c>.</summary>
    public string Pattern { get; }

    /// <summary>The collection, such as <c>nations/*/positions</c>.</summary>
    public string Collection { get; }

    /// <summary>Type name used by the change feed, such as <c>summit.nations.v1/Position</c>.</summary>
    public string TypeName => $"{Descriptor.File.Package}/{Descriptor.Name}";

    /// <summary>
    /// Whether each resource belongs to one caller: its message has a field <c>owner</c>. Such a resource is a draft of its owner
    /// for as long as it exists.
    /// </summary>
    public bool IsOwned => _ownerField is not null;

    /// <summary>Sets the owner of a resource of an owned type.</summary>
    public void SetOwner(IMessage resource, string owner) => _ownerField!.Accessor.SetValue(resource, owner);

    /// <summary>Gets the value of the resource's name field.</summary>
    public string NameOf(IMessage resource) => (string)_name.Accessor.GetValue(resource);

    /// <summary>Whether the name matches the pattern.</summary>
    public bool IsName(string name)
    {
        var rest = name.AsSpan();
        for (var i = 0; i < _segments.Length; i++)
        {
            var slash = rest.IndexOf('/');
            var last = i == _segments.Length - 1;
            if (slash < 0 != last)
            {
                return false;
            }
            var segment = last ? rest : rest[..slash];
            if (_segments[i][0] == '{' ? !IsId(segment) : !segment.SequenceEqual(_segments[i]))
            {
                return false;
            }
            rest = last ? default : rest[(slash + 1)..];
        }
        return true;
    }

    /// <summary>Whether the type declares unique keys.</summary>
    internal abstract bool HasKeys { get; }

    /// <summary>The names of the declared keys, for comparison with those of the stored keys.</summary>
    internal abstract IEnumerable<string> KeyNames { get; }

    /// <summary>The unique keys of a resource, each with a description of the fields that must differ.</summary>
    internal abstract IEnumerable<(KeyValue Key, string Description)> KeysOf(IMessage resource);

    /// <summary>The fields that the store fills in addition to the etag; null when the type has none.</summary>
    internal StoreFields? StoreFields { get; }

    /// <summary>Gets the value of the field <c>owner</c> of an owned type.</summary>
    private protected string OwnerFieldOf(IMessage resource) => (string)_ownerField!.Accessor.GetValue(resource);

    internal abstract string OwnerOf(IMessage resource);

    internal abstract bool IsDraft(IMessage resource);

    internal abstract IMessage Parse(byte[] data, Revision changed);

    internal string CheckedName(string name) => IsName(name) ? name : throw new InvalidResourceNameException(name, Pattern);

    internal void SetEtag(IMessage resource, string etag) => _etag?.Accessor.SetValue(resource, etag);

    // The etag is the revision of the row, so it is never in the stored bytes.
    internal byte[] Serialize(IMessage resource)
    {
        SetEtag(resource, "");
        return resource.ToByteArray();
    }

    private static bool IsId(ReadOnlySpan<char> id)
    {
        if (id.Length is 0 or > 128)
        {
            return false;
        }
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '~' or '-'))
            {
                return false;
            }
        }
        return id is not "-";
    }
}

/// <inheritdoc cref="ResourceType"/>
/// <typeparam name="T">The message; it has a string field <c>name</c> and should have the fields that the store fills: <c>etag</c>, <c>uid</c>, <c>create_time</c>, <c>update_time</c>.</typeparam>
public sealed class ResourceType<T> : ResourceType
    where T : class, IMessage<T>, new()
{
    private const int Draft = 1;
    private static readonly MessageParser<T> Parser = new(() => new T());
    private readonly Func<T, string>? _owner;
    private readonly Func<T, bool>? _draft;
    private readonly FieldDescriptor? _publishState;
    private readonly UniqueKey<T>[] _keys;

    /// <summary>Declares a resource type.</summary>
    /// <param name="pattern">Pattern of its names, such as <c>nations/{nation}/positions/{position}</c>.</param>
    /// <param name="owner">The owner of a resource. Default: its field <c>owner</c>, if the message has one; else the id after <c>nations/</c> in its name, or no owner when there is none.</param>
    /// <param name="draft">Whether only the owner can see it. Default: always for a message with a field <c>owner</c>; else whether its field <c>publish_state</c>, if any, is DRAFT.</param>
    /// <param name="keys">The unique keys of the type. Default: only the name.</param>
    public ResourceType(string pattern, Func<T, string>? owner = null, Func<T, bool>? draft = null, params UniqueKey<T>[] keys)
        : base(new T().Descriptor, pattern)
    {
        _owner = owner;
        _draft = draft;
        _keys = keys;
        var field = Descriptor.FindFieldByName("publish_state");
        _publishState = field?.FieldType == FieldType.Enum ? field : null;
        DraftNumber = _publishState?.EnumType.Values.FirstOrDefault(v => v.Name.EndsWith("DRAFT", StringComparison.Ordinal))?.Number ?? Draft;
    }

    private int DraftNumber { get; }

    internal override bool HasKeys => _keys.Length > 0;

    internal override IEnumerable<string> KeyNames => _keys.Select(k => k.Name);

    internal override IEnumerable<(KeyValue Key, string Description)> KeysOf(IMessage resource)
    {
        foreach (var key in _keys)
        {
            if (key.Parts((T)resource) is { } parts)
            {
                yield return (KeyValue.Of(Collection, key.Name, parts), key.Description);
            }
        }
    }

    internal override string OwnerOf(IMessage resource)
    {
        if (_owner is not null)
        {
            return _owner((T)resource);
        }
        if (IsOwned)
        {
            return OwnerFieldOf(resource);
        }
        var name = NameOf(resource);
        const string Nations = "nations/";
        if (!name.StartsWith(Nations, StringComparison.Ordinal))
        {
            return "";
        }
        var end = name.IndexOf('/', Nations.Length);
        return end < 0 ? name[Nations.Length..] : name[Nations.Length..end];
    }

    internal override bool IsDraft(IMessage resource) =>
        _draft?.Invoke((T)resource) ?? (IsOwned || _publishState is not null && (int)_publishState.Accessor.GetValue(resource) == DraftNumber);

    internal override T Parse(byte[] data, Revision changed)
    {
        var resource = Parser.ParseFrom(data);
        SetEtag(resource, changed.ToString());
        return resource;
    }
}
