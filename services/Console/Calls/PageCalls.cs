using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Summit.Client;
using Summit.Report.Content;
using Summit.WebConsole.Settings;

namespace Summit.WebConsole.Calls;

/// <summary>The calls of one page, with the viewer's token. What they were stands at the foot of the page.</summary>
internal sealed class PageCalls(SummitChannels channels, Pending pending, IOptions<ConsoleOptions> options, IHttpContextAccessor http)
{
    private const string TokenName = "access_token";
    private readonly List<MadeCall> _made = [];
    private Names? _names;

    /// <summary>The calls made so far, in order of their answers.</summary>
    public IReadOnlyList<MadeCall> Made => _made;

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
        return await KeepAsync(method.Method.Name, request, async () => await CallAsync(method, request, token, Aborted));
    }

    /// <summary>Asks for something that may take longer than a page should.</summary>
    public async Task<Asked<TResponse>> AskLongAsync<TRequest, TResponse>(Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request)
        where TRequest : IMessage
        where TResponse : class
    {
        var token = await TokenAsync();
        var key = Pending.KeyOf(token, method.Method.Name, request);
        return await KeepAsync(method.Method.Name, request, () => pending.WaitAsync<Answered<TResponse>>(key, stop => CallAsync(method, request, token, stop), options.Value.Patience), key);
    }

    private CancellationToken Aborted => http.HttpContext?.RequestAborted ?? CancellationToken.None;

    private async Task<Asked<TResponse>> KeepAsync<TResponse>(string name, IMessage request, Func<Task<Answered<TResponse>?>> call, string? key = null)
        where TResponse : class
    {
        var method = $"{request.Descriptor.File.Package}.{ServiceOf(request, name)}";
        try
        {
            if (await call() is not { } answered)
            {
                return new(null, Key: key);
            }

            var headers = answered.Headers;
            _made.Add(new(method, headers.GetValue(SummitMetadata.TraceId), headers.GetValue(SummitMetadata.Cache), headers.GetValue(SummitMetadata.Revision), headers.GetValue(SummitMetadata.Stale)));
            return new(answered.Response);
        }
        catch (RpcException failure)
        {
            var error = SummitRpcException.From(failure);
            _made.Add(new(method, error.TraceId, null, null, null));
            return new(null, error);
        }
    }

    // The name of the client's method is that of the RPC, with Async at its end.
    private static string ServiceOf(IMessage request, string method)
    {
        var rpc = method.EndsWith("Async", StringComparison.Ordinal) ? method[..^"Async".Length] : method;
        var service = request.Descriptor.File.Services.FirstOrDefault(s => s.FindMethodByName(rpc) is not null);
        return service is null ? rpc : $"{service.Name}/{rpc}";
    }

    private static async Task<Answered<TResponse>> CallAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request, string? token, CancellationToken stop)
        where TResponse : class
    {
        var headers = new Metadata();
        if (!string.IsNullOrEmpty(token))
        {
            headers.Add(SummitMetadata.Authorization, $"Bearer {token}");
        }

        using var call = method(request, new CallOptions(headers, cancellationToken: stop));
        var response = await call.ResponseAsync;
        return new(response, await call.ResponseHeadersAsync);
    }

    private async Task<string?> TokenAsync() => http.HttpContext is { User.Identity.IsAuthenticated: true } context ? await context.GetTokenAsync(TokenName) : null;

    private sealed record Answered<TResponse>(TResponse Response, Metadata Headers);
}
