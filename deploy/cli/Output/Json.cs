using Google.Protobuf;
using Summit.Policy;

namespace Summit.Cli.Output;

/// <summary>JSON of contract messages. Every field without presence is written, so that 0 and false are visible. Error details are printed in full.</summary>
internal static class Json
{
    private static readonly JsonFormatter.Settings Settings =
        JsonFormatter.Settings.Default.WithTypeRegistry(ContractFiles.Registry).WithFormatDefaultValues(true);

    private static readonly JsonFormatter OneLine = new(Settings);
    private static readonly JsonFormatter Indented = new(Settings.WithIndentation());

    public static string Line(IMessage message) => OneLine.Format(message);

    public static string Pretty(IMessage message) => Indented.Format(message);
}
