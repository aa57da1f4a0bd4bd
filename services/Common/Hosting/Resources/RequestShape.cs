using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Hosting.Resources;

/// <summary>The fields that standard methods know by name, found once per request type.</summary>
internal sealed class RequestShape
{
    private static readonly ConcurrentDictionary<MessageDescriptor, RequestShape> Shapes = new();
    private readonly Dictionary<string, FieldDescriptor> _fields;
    private readonly MessageDescriptor _type;

    private RequestShape(MessageDescriptor type)
    {
        _type = type;
        _fields = type.Fields.InDeclarationOrder().ToDictionary(f => f.Name, StringComparer.Ordinal);
    }

    public static RequestShape Of(IMessage request) => Shapes.GetOrAdd(request.Descriptor, static d => new RequestShape(d));

    /// <summary>A text field; empty when the request has no such field.</summary>
    public string Text(IMessage request, string field) => Value(request, field) as string ?? "";

    /// <summary>A number field; zero when the request has no such field.</summary>
    public int Number(IMessage request, string field) => Value(request, field) is int number ? number : 0;

    /// <summary>A yes-or-no field; false when the request has no such field.</summary>
    public bool Flag(IMessage request, string field) => Value(request, field) is true;

    /// <summary>A message field; null when it is not set or the request has no such field.</summary>
    public T? Message<T>(IMessage request, string field)
        where T : class, IMessage => Value(request, field) as T;

    /// <summary>The field that holds a resource of this type.</summary>
    public FieldDescriptor Resource(MessageDescriptor resource) =>
        _fields.Values.FirstOrDefault(f => f.FieldType == FieldType.Message && f.MessageType == resource)
            ?? throw new InvalidOperationException($"{_type.FullName} has no field of type {resource.FullName}");

    /// <summary>Sets a field, when the message has it.</summary>
    public void Set(IMessage message, string field, object value)
    {
        if (_fields.TryGetValue(field, out var descriptor))
        {
            descriptor.Accessor.SetValue(message, value);
        }
    }

    private object? Value(IMessage request, string field) =>
        _fields.TryGetValue(field, out var descriptor) ? descriptor.Accessor.GetValue(request) : null;
}
