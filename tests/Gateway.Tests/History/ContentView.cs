using System.Collections;
using Google.Protobuf;
using Summit.Api.V1;
using Summit.Policy;

namespace Summit.Gateway.Tests.History;

/// <summary>A resource within an answer.</summary>
internal sealed record Item(string Name, ByteString Content, bool Draft);

/// <summary>An answer's message, read by its descriptor.</summary>
/// <param name="Items">Resources in it, in its order.</param>
/// <param name="More">Whether it says that more follow.</param>
internal sealed record ContentView(IReadOnlyList<Item> Items, bool More)
{
    public static ContentView Of(Operation operation, byte[] content)
    {
        var type = MethodOf(operation).Descriptor.OutputType;
        var message = type.Parser.ParseFrom(content);
        if (operation.Kind != OperationKind.List)
        {
            return new([ItemOf(message)], More: false);
        }

        var items = (IList)type.Fields.InDeclarationOrder().First(f => f.IsRepeated).Accessor.GetValue(message);
        return new([.. items.Cast<IMessage>().Select(ItemOf)], (string)type.FindFieldByName("next_page_token").Accessor.GetValue(message) != "");
    }

    public static RpcMethod MethodOf(Operation operation) =>
        MethodCatalog.TryFind(operation.Method, out var method) ? method : throw new InvalidOperationException($"{operation.Method} is in no contract");

    private static Item ItemOf(IMessage resource)
    {
        var name = (string)resource.Descriptor.FindFieldByName("name").Accessor.GetValue(resource);
        var state = resource.Descriptor.FindFieldByName("publish_state")?.Accessor.GetValue(resource);
        return new(name, resource.ToByteString(), state is PublishState.Draft);
    }
}
