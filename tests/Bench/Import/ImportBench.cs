using System.Diagnostics;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Data.V1;
using Summit.Hosting;
using Summit.Logistics;
using Summit.Logistics.V1;

namespace Summit.Bench.Import;

/// <summary>
/// 10,000 rows in and out of a running service, against the same number of create calls and against plain inserts of rows of the
/// same size, in one run.
/// </summary>
public static class ImportBench
{
    private const int Rows = 10_000;
    private const int Calls = 1_000;
    private const int PartBytes = 256 * 1024;
    private const string Type = "summit.logistics.v1/TransportNode";

    /// <summary>Runs everything.</summary>
    public static async Task RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var key = Path.Combine(folder, "key");
        var host = LogisticsHost.CreateBuilder(
            ["--environment=Development", $"--Summit:Database={Path.Combine(folder, "store.db")}", $"--Summit:Identity:DevelopmentKeyFile={key}", "--Summit:Shutdown:Notice=0", "--Logging:LogLevel:Default=Warning"]).Build();
        await host.StartAsync();
        try
        {
            using var channel = GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
            var options = new CallOptions(new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(key).Mint(Role.Secretariat, null)}" } });
            await MeasureAsync(channel, options, folder);
        }
        finally
        {
            await host.StopAsync();
            await host.DisposeAsync();
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(GrpcChannel channel, CallOptions options, string folder)
    {
        await ImportAsync(channel, options, Csv("warm", 100));
        var plain = Time(() => Insert(Path.Combine(folder, "plain.db")));
        var calls = await TimeAsync(() => CreateAsync(channel, options)) * (Rows / Calls);
        var first = await TimeAsync(() => ImportAsync(channel, options, Csv("n", Rows)));
        var again = await TimeAsync(() => ImportAsync(channel, options, Csv("n", Rows)));
        Console.WriteLine($"import, {Rows:N0} rows of {Type}");
        Print("plain inserts, one transaction", plain, plain, calls);
        Print($"create calls, one at a time ({Calls:N0} measured)", calls, plain, calls);
        Print("import of CSV, all new", first, plain, calls);
        Print("import of CSV, nothing changes", again, plain, calls);
        foreach (var format in new[] { FileFormat.Csv, FileFormat.Xlsx, FileFormat.JsonLines })
        {
            byte[] file = [];
            var export = await TimeAsync(async () => file = await ExportAsync(channel, options, format));
            var back = await TimeAsync(() => ImportAsync(channel, options, file, format));
            Print($"export as {format}, {file.Length / 1024:N0} KiB", export, plain, calls);
            Print($"import of that {format}", back, plain, calls);
        }
    }

    private static void Print(string what, double seconds, double plain, double calls) =>
        Console.WriteLine($"  {what,-48} {seconds,8:F2} s   {seconds / plain,8:F1} x plain inserts   {seconds / calls,7:F3} x create calls");

    private static byte[] Csv(string prefix, int rows)
    {
        var text = new StringBuilder("id,display_name,kind,nation,location.latitude,location.longitude,source.title,source.publisher,source.publish_date,source.confidence\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{i},Node {i},RAIL_YARD,POL,{50 + i % 500 / 100.0},{20 + i % 300 / 100.0},A list of nodes,A publisher,2024-12-31,CHECKED\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task ImportAsync(GrpcChannel channel, CallOptions options, byte[] file, FileFormat format = FileFormat.Csv)
    {
        using var call = new ImportService.ImportServiceClient(channel).ImportRows(options);
        for (var at = 0; at < file.Length; at += PartBytes)
        {
            var part = at == 0 ? new ImportRowsRequest { Kind = Type, Format = format } : new ImportRowsRequest();
            part.Data = UnsafeByteOperations.UnsafeWrap(file.AsMemory(at, Math.Min(PartBytes, file.Length - at)));
            await call.RequestStream.WriteAsync(part);
        }

        await call.RequestStream.CompleteAsync();
        if (await call is { Outcome: not ImportRowsResponse.Types.Outcome.Applied } refused)
        {
            throw new InvalidOperationException(refused.Faults[0].ToString());
        }
    }

    private static async Task<byte[]> ExportAsync(GrpcChannel channel, CallOptions options, FileFormat format)
    {
        using var bytes = new MemoryStream();
        using var call = new ExportService.ExportServiceClient(channel).ExportRows(new ExportRowsRequest { Type = Type, Format = format }, options);
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            part.Data.WriteTo(bytes);
        }

        return bytes.ToArray();
    }

    private static async Task CreateAsync(GrpcChannel channel, CallOptions options)
    {
        var nodes = new TransportNodeService.TransportNodeServiceClient(channel);
        for (var i = 0; i < Calls; i++)
        {
            await nodes.CreateTransportNodeAsync(new CreateTransportNodeRequest { TransportNodeId = $"call-{i}", TransportNode = Node(i) }, options);
        }
    }

    private static void Insert(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE resources (name TEXT PRIMARY KEY, data BLOB NOT NULL)";
        command.ExecuteNonQuery();
        using var transaction = connection.BeginTransaction();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO resources VALUES ($name, $data)";
        var name = command.Parameters.Add("$name", SqliteType.Text);
        var data = command.Parameters.Add("$data", SqliteType.Blob);
        for (var i = 0; i < Rows; i++)
        {
            (name.Value, data.Value) = ($"transportNodes/n-{i}", Node(i).ToByteArray());
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static TransportNode Node(int i) => new()
    {
        DisplayName = $"Node {i}",
        Kind = TransportNode.Types.Kind.RailYard,
        Nation = "nations/POL",
        // As JSON, because two of the projects here bring the type of its date.
        Source = Source.Parser.ParseJson("""{ "title": "A list of nodes", "publisher": "A publisher", "publishDate": { "year": 2024, "month": 12, "day": 31 }, "confidence": "CONFIDENCE_CHECKED" }"""),
    };

    private static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
