using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Summit.Client;
using Summit.Data.V1;
using Summit.Logistics.V1;
using Summit.Policy;
using Summit.Report.Content;
using Summit.Report.Exchange;
using Summit.WebConsole.Identity;
using Summit.WebConsole.Settings;

namespace Summit.WebConsole.Calls;

/// <summary>The calls of one page, with the viewer's token. What they were stands at the foot of the page.</summary>
internal sealed class PageCalls(SummitChannels channels, Pending pending, IOptions<ConsoleOptions> settings, IHttpContextAccessor http)
{
    private const string TokenName = "access_token";
    private const int LargePage = 1_000;
    private readonly List<MadeCall> _made = [];
    private Names? _names;

    /// <summary>The calls made so far, in order of their answers.</summary>
    public IReadOnlyList<MadeCall> All => _made;

    /// <summary>Why calls gave no answer.</summary>
    public List<SummitRpcException> Failures { get; } = [];

    /// <summary>Whether the viewer is signed in.</summary>
    public bool IsSignedIn => http.HttpContext is { User.Identity.IsAuthenticated: true };

    /// <summary>The typed client of a service.</summary>
    public TClient Client<TClient>()
        where TClient : ClientBase => channels.Create<TClient>();

    /// <summary>Names of nations and places. What cannot be read keeps its id.</summary>
    public async Task<Names> NamesAsync() => _names ??= await Names.ReadAsync(channels, Aborted);

    /// <summary>Asks for something that is there at once.</summary>
    public async Task<Asked<TResponse>> AskAsync<TRequest, TResponse>(Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request)
        where TRequest : IMessage
        where TResponse : class
    {
        var token = await TokenAsync();
        return await KeepAsync(FullName(request, method.Method.Name), request, async () => await CallAsync(method, request, token, Aborted));
    }

    /// <summary>Asks for something that may take longer than a page should.</summary>
    public async Task<Asked<TResponse>> AskLongAsync<TRequest, TResponse>(Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request)
        where TRequest : IMessage
        where TResponse : class
    {
        var token = await TokenAsync();
        var key = Pending.KeyOf(token, method.Method.Name, request);
        return await KeepAsync(FullName(request, method.Method.Name), request, () => pending.WaitAsync<Answered<TResponse>>(key, stop => CallAsync(method, request, token, stop), settings.Value.Patience), key);
    }

    /// <summary>What the form of a question offers to choose from: force options and links of the network.</summary>
    public async Task<(IReadOnlyList<ForceOption> Options, IReadOnlyList<TransportArc> Links)> ChoicesAsync()
    {
        var options = await AskAsync<ListForceOptionsRequest, ListForceOptionsResponse>(Client<ForceOptionService.ForceOptionServiceClient>().ListForceOptionsAsync, new());
        var links = await AskAsync<ListTransportArcsRequest, ListTransportArcsResponse>(Client<TransportArcService.TransportArcServiceClient>().ListTransportArcsAsync, new() { PageSize = LargePage });
        return (options.Answer?.ForceOptions ?? [], links.Answer?.TransportArcs ?? []);
    }

    /// <summary>The scenarios of a viewer who is an analyst, by title; null for everybody else, who can keep none.</summary>
    public async Task<Asked<ListScenariosResponse>?> ScenariosAsync() => TokenRole.IsAnalyst(await TokenAsync(), settings.Value.RoleClaim)
        ? await AskAsync<ListScenariosRequest, ListScenariosResponse>(Client<ScenarioService.ScenarioServiceClient>().ListScenariosAsync, new() { OrderBy = "display_name", PageSize = LargePage })
        : null;

    /// <summary>Keeps a question as a scenario, or only says why it cannot be kept.</summary>
    public async Task<Asked<Scenario>> CreateScenarioAsync(CreateScenarioRequest request)
    {
        var (client, token) = (Client<ScenarioService.ScenarioServiceClient>(), await TokenAsync());
        return await KeepAsync<Scenario>(
            FullName(request, nameof(client.CreateScenario)), null, async () => await CallAsync<CreateScenarioRequest, Scenario>(client.CreateScenarioAsync, request, token, Aborted));
    }

    /// <summary>Sends a file to an area's import.</summary>
    public async Task<Asked<ImportRowsResponse>> ImportAsync(string package, ImportRowsRequest first, ReadOnlyMemory<byte> file)
    {
        var options = Options(await TokenAsync(), Aborted);
        var method = $"{RowFiles.AreaOf(package, first)}.ImportService/ImportRows";
        return await KeepAsync<ImportRowsResponse>(method, null, async () =>
        {
            var (response, headers) = await RowFiles.ImportAsync(channels, package, first, file, options);
            return new(response, headers);
        });
    }

    /// <summary>Writes the rows of a type as a file.</summary>
    /// <exception cref="RpcException">The rows cannot be read.</exception>
    public async Task ExportRowsAsync(string package, ExportRowsRequest request, Stream into) =>
        await RowFiles.ExportAsync(channels, package, request, into, Options(await TokenAsync(), Aborted));

    /// <summary>Asks a method of the contracts for its answer.</summary>
    /// <exception cref="RpcException">There is no answer.</exception>
    public async Task<IMessage> AnswerAsync(RpcMethod method, IMessage request) =>
        await channels.InvokerOf(method.Package).AsyncUnaryCall(AnyMethod.Of(method), null, Options(await TokenAsync(), Aborted), request);

    private CancellationToken Aborted => http.HttpContext?.RequestAborted ?? CancellationToken.None;

    private async Task<Asked<TResponse>> KeepAsync<TResponse>(string method, IMessage? request, Func<Task<Answered<TResponse>?>> call, string? key = null)
        where TResponse : class
    {
        try
        {
            if (await call() is not { } answered)
            {
                return new(null, Key: key);
            }

            var made = Made(method, answered.Headers, request);
            _made.Add(made);
            return new(answered.Response, Call: made);
        }
        catch (RpcException failure)
        {
            var error = SummitRpcException.From(failure);
            _made.Add(new(method, error.TraceId, null, null, null, null));
            Failures.Add(error);
            return new(null, error);
        }
    }

    private static MadeCall Made(string method, Metadata headers, IMessage? request) => new(
        method, headers.GetValue(SummitMetadata.TraceId), headers.GetValue(SummitMetadata.Cache), headers.GetValue(SummitMetadata.Revision), headers.GetValue(SummitMetadata.Stale), request);

    // The name of the client's method is that of the RPC, with Async at its end.
    private static string FullName(IMessage request, string method)
    {
        var rpc = method.EndsWith("Async", StringComparison.Ordinal) ? method[..^"Async".Length] : method;
        var file = request.Descriptor.File;
        var service = file.Services.FirstOrDefault(s => s.FindMethodByName(rpc) is not null);
        return service is null ? $"{file.Package}.{rpc}" : $"{service.FullName}/{rpc}";
    }

    private static async Task<Answered<TResponse>> CallAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request, string? token, CancellationToken stop)
        where TResponse : class
    {
        using var call = method(request, Options(token, stop));
        var response = await call.ResponseAsync;
        return new(response, await call.ResponseHeadersAsync);
    }

    private static CallOptions Options(string? token, CancellationToken stop) =>
        new(string.IsNullOrEmpty(token) ? [] : new Metadata { { SummitMetadata.Authorization, $"Bearer {token}" } }, cancellationToken: stop);

    /// <summary>The viewer's token; null for somebody who is not signed in.</summary>
    public async Task<string?> TokenAsync() => http.HttpContext is { User.Identity.IsAuthenticated: true } context ? await context.GetTokenAsync(TokenName) : null;

    private sealed record Answered<TResponse>(TResponse Response, Metadata Headers);
}
