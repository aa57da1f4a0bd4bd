using System.Buffers.Text;
using Google.Protobuf;
using Google.Type;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Extensions;
using Summit.Client;
using Summit.Data.V1;
using Summit.Policy;
using Summit.Report.Exchange;
using Summit.Tables.Files;
using Summit.WebConsole.Calls;

namespace Summit.WebConsole.Exports;

/// <summary>Files for spreadsheets and programs: the answer of a call that a page rests on, and the rows of a type. They hold what the viewer may see.</summary>
internal static class ExportEndpoints
{
    private const string Answers = "/export/answer";
    private const string Rows = "/export/rows";

    /// <summary>The formats: word in the address, name for people.</summary>
    public static readonly IReadOnlyList<(FileFormat Format, string Word, string Name)> Formats =
        [.. MessageFile.Formats.Select(f => (f, MessageFile.Extension(f), f switch { FileFormat.Xlsx => "XLSX", FileFormat.JsonLines => "JSON Lines", _ => "CSV" }))];

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Answers, AnswerAsync);
        routes.MapGet(Rows, RowsAsync);
    }

    /// <summary>The address of a call's answer as a file.</summary>
    public static string AddressOf(MadeCall call, string format) =>
        Answers + new QueryBuilder { { "method", call.Method }, { "request", Base64Url.EncodeToString(call.Request!.ToByteArray()) }, { "format", format } };

    /// <summary>The address of the rows of a type as a file.</summary>
    public static string AddressOf(string word, string format, string asOf) =>
        Rows + (asOf.Length == 0 ? new QueryBuilder { { "what", word }, { "format", format } } : new QueryBuilder { { "what", word }, { "format", format }, { "as-of", asOf } }).ToString();

    private static async Task<IResult> AnswerAsync(string method, string request, string format, PageCalls calls)
    {
        if (!MethodCatalog.TryFind("/" + method, out var found) || found.Type != MethodType.Unary || found.SideEffects || FormatOf(format) is not { } kind || Parse(found, request) is not { } message)
        {
            return Results.Text("This address names no answer that can be exported.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await FileAsync(found.Descriptor.Name, kind, async into => AnswerFile.Write(into, kind, [await calls.AnswerAsync(found, message)]));
    }

    private static async Task<IResult> RowsAsync(string what, string format, PageCalls calls, HttpContext http)
    {
        if (Kinds.Find(what) is not { } type || FormatOf(format) is not { } kind || !TryDay(http, out var day))
        {
            return Results.Text("This address names no rows that can be exported.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await FileAsync(what, kind, into => calls.ExportRowsAsync(type.Package, new ExportRowsRequest { Type = type.Kind, Format = kind, AsOf = day }, into));
    }

    private static bool TryDay(HttpContext http, out Date? day)
    {
        day = http.Request.Query.ContainsKey("as-of") ? AsOf.Day(http) : null;
        return day is not null || !http.Request.Query.ContainsKey("as-of");
    }

    private static async Task<IResult> FileAsync(string name, FileFormat format, Func<Stream, Task> write)
    {
        var bytes = new MemoryStream();
        try
        {
            await write(bytes);
        }
        catch (RpcException failure)
        {
            var error = SummitRpcException.From(failure);
            return Results.Text($"{error.Status.Detail} ({error.StatusCode}, reason {error.Reason}, trace {error.TraceId})", statusCode: HttpStatus.Of(error.StatusCode));
        }

        bytes.Position = 0;
        return Results.Stream(bytes, MessageFile.MediaType(format), $"{name}.{MessageFile.Extension(format)}");
    }

    private static FileFormat? FormatOf(string word) => Formats.Where(f => f.Word == word).Select(f => (FileFormat?)f.Format).FirstOrDefault();

    private static IMessage? Parse(RpcMethod method, string request)
    {
        try
        {
            return method.Descriptor.InputType.Parser.ParseFrom(Base64Url.DecodeFromChars(request));
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
