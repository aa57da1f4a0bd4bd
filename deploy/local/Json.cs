using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Policy;

namespace Summit.Local;

/// <summary>JSON of contract messages, with every message type known, so that error details print in full.</summary>
internal static class Json
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(ContractFiles.Registry));
    private static readonly JsonFormatter Indented = new(JsonFormatter.Settings.Default.WithTypeRegistry(ContractFiles.Registry).WithIndentation());
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(ContractFiles.Registry));

    public static string Format(IMessage message, bool indented = false) => (indented ? Indented : Formatter).Format(message);

    /// <exception cref="InvalidJsonException">The text is not JSON.</exception>
    /// <exception cref="InvalidProtocolBufferException">The JSON does not fit the message.</exception>
    public static IMessage Parse(MessageDescriptor type, string json) => Parser.Parse(json, type);
}
