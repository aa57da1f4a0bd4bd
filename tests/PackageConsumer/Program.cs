using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Grpc.Core;
using Summit.Client;
using Summit.Nations.V1;

// A call without a container. Nobody listens there, and the failure is the typed one.
using var channels = new SummitChannels(new SummitClientOptions { Address = "http://127.0.0.1:1", MaxAttempts = 1 });
try
{
    await channels.Create<NationService.NationServiceClient>().GetNationAsync(new GetNationRequest { Name = "nations/FRA" });
    Fail("a call that nobody answers succeeded");
}
catch (SummitRpcException e)
{
    Require(e.StatusCode == StatusCode.Unavailable && e.Method == "/summit.nations.v1.NationService/GetNation", $"another failure than expected: {e}");
}

// Symbols and documentation are there, and name no path of the machine that built them.
var own = Directory.GetFiles(AppContext.BaseDirectory, "Summit.*.dll");
Require(own.Length == 6, $"expected six assemblies: {string.Join(", ", own)}");
foreach (var documents in own.Select(Documents))
{
    Require(documents.Count > 0 && documents.All(d => d.StartsWith("/summit/", StringComparison.Ordinal)), $"a path of a machine: {string.Join(", ", documents)}");
}

var framework = Assembly.GetExecutingAssembly().GetCustomAttribute<System.Runtime.Versioning.TargetFrameworkAttribute>()!.FrameworkName;
Console.WriteLine($"{framework}: {own.Length} assemblies of Summit.Client {typeof(SummitChannels).Assembly.GetName().Version!.ToString(3)} work");

static List<string> Documents(string assembly)
{
    using var file = new PEReader(File.OpenRead(assembly));
    var embedded = file.ReadDebugDirectory().Single(e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
    using var symbols = file.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
    var reader = symbols.GetMetadataReader();
    return [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];
}

static void Require(bool holds, string otherwise)
{
    if (!holds)
    {
        Fail(otherwise);
    }
}

static void Fail(string text)
{
    Console.Error.WriteLine(text);
    Environment.Exit(1);
}
