using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Policy;

namespace Summit.Gateway.Access;

/// <summary>
/// The request field that a method's <c>access</c> names, read from the bytes of a request that is never decoded: the fields
/// on the way are followed by number, and as in every protobuf parser the last one wins, also across parts of a message that
/// came in several pieces.
/// </summary>
internal sealed class OwnerField
{
    // By number: the gateway knows that the contract may name a field here, not what the field is about.
    private static readonly FieldDescriptor Annotation = Summit.Api.V1.Access.Descriptor.FindFieldByNumber(2);
    private readonly uint[] _tags;

    private OwnerField(uint[] tags) => _tags = tags;

    /// <summary>The field of a method; null when the role alone decides.</summary>
    /// <exception cref="InvalidOperationException">The path leads nowhere.</exception>
    public static OwnerField? Of(RpcMethod method)
    {
        var path = method.Access is null ? "" : (string)Annotation.Accessor.GetValue(method.Access);
        if (path.Length == 0)
        {
            return null;
        }

        var tags = new List<uint>();
        var type = method.Descriptor.InputType;
        foreach (var part in path.Split('.'))
        {
            var field = type?.FindFieldByName(part)
                ?? throw new InvalidOperationException($"{method.FullName}: \"{path}\" is not the path of a field of {method.Descriptor.InputType.FullName}");
            tags.Add(WireFormat.MakeTag(field.FieldNumber, WireFormat.WireType.LengthDelimited));
            type = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return new([.. tags]);
    }

    /// <summary>Reads the field's value; empty when it is not there.</summary>
    /// <exception cref="FormatException">The bytes are not a message.</exception>
    public string Read(ReadOnlyMemory<byte> message)
    {
        var value = "";
        Scan(message.Span, 0, ref value);
        return value;
    }

    private void Scan(ReadOnlySpan<byte> message, int depth, ref string value)
    {
        var reader = new WireReader(message);
        while (reader.Next(out var tag, out var content))
        {
            if (tag != _tags[depth])
            {
                continue;
            }

            if (depth == _tags.Length - 1)
            {
                value = Encoding.UTF8.GetString(content);
            }
            else
            {
                // Parts of one message are merged: a later part without the field leaves what an earlier one said.
                Scan(content, depth + 1, ref value);
            }
        }
    }
}
