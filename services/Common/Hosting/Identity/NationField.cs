using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Policy;

namespace Summit.Hosting.Identity;

/// <summary>The request field that names the nation whose delegation may call, found once from its path.</summary>
internal sealed class NationField
{
    private const string Collection = "nations/";
    private readonly FieldDescriptor[] _path;

    private NationField(FieldDescriptor[] path) => _path = path;

    /// <summary>The field of a method; null when the role alone decides.</summary>
    /// <exception cref="InvalidOperationException">The path leads nowhere, or not to a text.</exception>
    public static NationField? Of(RpcMethod method)
    {
        var path = method.Access?.NationField ?? "";
        if (path.Length == 0)
        {
            return null;
        }

        var fields = new List<FieldDescriptor>();
        var type = method.Descriptor.InputType;
        foreach (var part in path.Split('.'))
        {
            var field = type?.FindFieldByName(part);
            if (field is null || field.IsRepeated)
            {
                throw new InvalidOperationException($"{method.FullName}: access.nation_field \"{path}\" is not the path of a field of {method.Descriptor.InputType.FullName}");
            }

            fields.Add(field);
            type = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return fields[^1].FieldType == FieldType.String
            ? new NationField([.. fields])
            : throw new InvalidOperationException($"{method.FullName}: access.nation_field \"{path}\" is not a string");
    }

    public string Read(IMessage request)
    {
        object? value = request;
        foreach (var field in _path)
        {
            value = field.Accessor.GetValue((IMessage)value);
            if (value is null)
            {
                return "";
            }
        }

        return (string)value;
    }

    /// <summary>The nation that a code or a resource name stands for; empty for none.</summary>
    public static string NationOf(string value)
    {
        if (!value.StartsWith(Collection, StringComparison.Ordinal))
        {
            return value.Contains('/', StringComparison.Ordinal) ? "" : value;
        }

        var end = value.IndexOf('/', Collection.Length);
        return end < 0 ? value[Collection.Length..] : value[Collection.Length..end];
    }
}
