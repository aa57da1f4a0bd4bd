using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.Gateway.Tests.History;

/// <summary>
/// A client that asks and writes at random. What it asks is decided by its seed; whether a write is possible just then is
/// for the service to say, so refusals are part of the history.
/// </summary>
internal sealed class WorkClient(Recorder recorder, Caller caller, Endpoint[] gateways, Endpoint service, WorkNames names, Random random)
{
    private const string Prefix = "/summit.nations.v1.";
    private const int PauseAfterFailure = 20;
    private readonly List<string> _etags = [];
    private RevisionVector _seen = RevisionVector.Empty;
    private bool _failed;

    private string Own => $"nations/{caller.Nation}";

    /// <summary>Works until it is told to stop; a call under way is finished.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await StepAsync();
            await Task.Delay(random.Next(caller.LongestPause + 1) + (_failed ? PauseAfterFailure : 0), CancellationToken.None);
        }
    }

    public Task StepAsync() => caller.Nation is not null && random.Next(100) < 50 ? WriteAsync()
        : caller.Scope == "secretariat" && random.Next(100) < 5 ? RenameNationAsync()
        : ReadAsync();

    /// <summary>Gives a consent that ends with the day.</summary>
    public Task GiveAsync() => CreateConsentAsync(PublishState.Published, ends: true);

    private Task ReadAsync()
    {
        var nation = $"nations/{WorkNames.AnyNation(random)}";
        return random.Next(100) switch
        {
            < 35 => GetAsync(WorkNames.Position(nation, random), "PositionService/GetPosition", (i, o, n) => Positions(i).GetPositionAsync(new() { Name = n }, o)),
            < 50 => GetAsync(names.Consent(nation, random), "ConsentService/GetConsent", (i, o, n) => Consents(i).GetConsentAsync(new() { Name = n }, o)),
            < 65 => GetAsync(nation, "NationService/GetNation", (i, o, n) => Nations(i).GetNationAsync(new() { Name = n }, o)),
            < 75 => GetAsync(WorkNames.Issue, "IssueService/GetIssue", (i, o, n) => new IssueService.IssueServiceClient(i).GetIssueAsync(new() { Name = n }, o)),
            < 85 => ListAsync(nation, "PositionService/ListPositions", (i, o, p) => Positions(i).ListPositionsAsync(new() { Parent = p, PageSize = WorkNames.Page }, o)),
            < 92 => ListConsentsAsync(nation),
            _ => ListConsentsAsync("nations/-"),
        };
    }

    private Task ListConsentsAsync(string parent) =>
        ListAsync(parent, "ConsentService/ListConsents", (i, o, p) => Consents(i).ListConsentsAsync(new() { Parent = p, PageSize = WorkNames.Page }, o));

    private Task WriteAsync()
    {
        var position = WorkNames.Position(Own, random);
        var consent = names.Consent(Own, random);
        return random.Next(100) switch
        {
            < 25 => CreatePositionAsync(position),
            < 60 => UpdatePositionAsync(position),
            < 70 => WriteAsync(position, "PositionService/DeletePosition", (i, o, n) => Positions(i).DeletePositionAsync(new() { Name = n, Etag = AnyEtag() }, o)),
            < 80 => CreateConsentAsync(AnyState(), ends: random.Next(2) == 0),
            < 90 => UpdateConsentAsync(consent),
            < 95 => WriteAsync(consent, "ConsentService/DeleteConsent", (i, o, n) => Consents(i).DeleteConsentAsync(new() { Name = n }, o)),
            _ => WriteAsync(consent, "ConsentService/WithdrawConsent", (i, o, n) => Consents(i).WithdrawConsentAsync(new() { Name = n }, o)),
        };
    }

    private Task CreatePositionAsync(string name)
    {
        var request = new CreatePositionRequest { Parent = Own, PositionId = Id(name), Position = PositionOf("", AnyState()) };
        return WriteAsync(name, "PositionService/CreatePosition", (i, o, _) => Positions(i).CreatePositionAsync(request, o));
    }

    // A draft may change in all it says; a published position is only ever taken back.
    private Task UpdatePositionAsync(string name)
    {
        var request = new UpdatePositionRequest { Position = PositionOf(name, AnyState()), UpdateMask = new FieldMask { Paths = { "publish_state" } } };
        request.Position.Etag = AnyEtag();
        if (random.Next(2) == 0)
        {
            request.UpdateMask.Paths.Add("summary");
        }

        return WriteAsync(name, "PositionService/UpdatePosition", (i, o, _) => Positions(i).UpdatePositionAsync(request, o));
    }

    private Task UpdateConsentAsync(string name)
    {
        var mask = new FieldMask { Paths = { "publish_state", "statement" } };
        var request = new UpdateConsentRequest { Consent = ConsentOf(name, AnyState(), ends: false), UpdateMask = mask };
        return WriteAsync(name, "ConsentService/UpdateConsent", (i, o, _) => Consents(i).UpdateConsentAsync(request, o));
    }

    private Task CreateConsentAsync(PublishState state, bool ends)
    {
        var name = names.NextConsent(Own);
        var request = new CreateConsentRequest { Parent = Own, ConsentId = Id(name), Consent = ConsentOf("", state, ends) };
        return WriteAsync(name, "ConsentService/CreateConsent", (i, o, _) => Consents(i).CreateConsentAsync(request, o));
    }

    private Task RenameNationAsync()
    {
        var nation = new Nation { Name = $"nations/{WorkNames.AnyNation(random)}", DisplayName = $"Nation {random.Next(1000)}" };
        var request = new UpdateNationRequest { Nation = nation, UpdateMask = new FieldMask { Paths = { "display_name" } } };
        return WriteAsync(nation.Name, "NationService/UpdateNation", (i, o, _) => Nations(i).UpdateNationAsync(request, o));
    }

    private Task GetAsync<T>(string name, string method, Func<CallInvoker, CallOptions, string, AsyncUnaryCall<T>> call)
        where T : class, IMessage => AskAsync(OperationKind.Get, name, method, call);

    private Task ListAsync<T>(string parent, string method, Func<CallInvoker, CallOptions, string, AsyncUnaryCall<T>> call)
        where T : class, IMessage => AskAsync(OperationKind.List, parent, method, call);

    // Some writes go past the gateways: only the feed tells them of those.
    private Task WriteAsync<T>(string name, string method, Func<CallInvoker, CallOptions, string, AsyncUnaryCall<T>> call)
        where T : class, IMessage => AskAsync(OperationKind.Write, name, method, call, random.Next(4) == 0 ? service : null);

    private async Task AskAsync<T>(
        OperationKind kind, string name, string method, Func<CallInvoker, CallOptions, string, AsyncUnaryCall<T>> call, Endpoint? endpoint = null)
        where T : class, IMessage
    {
        var (operation, answer) = await recorder.CallAsync(
            new Question
            {
                Client = caller.Name,
                Scope = caller.Scope,
                Token = caller.Token,
                Endpoint = endpoint ?? gateways[random.Next(gateways.Length)],
                Kind = kind,
                Method = Prefix + method,
                Name = name,
                Least = caller.Session && !_seen.IsEmpty ? _seen.ToString() : null,
                Strong = kind != OperationKind.Write && random.Next(100) < caller.StrongPercent,
                HangUpAfter = kind != OperationKind.Write && random.Next(100) < 2 ? TimeSpan.FromMilliseconds(random.Next(1, 10)) : null,
            },
            (i, o) => call(i, o, name));
        _failed = operation.Status == "Unavailable";
        if (operation.Revision is { } revision)
        {
            _seen = _seen.Newest(RevisionVector.Empty.With(Question.Package, revision));
        }

        if (answer is Position { Etag.Length: > 0 } position)
        {
            _etags.Insert(0, position.Etag);
            _etags.RemoveRange(Math.Min(_etags.Count, 4), Math.Max(0, _etags.Count - 4));
        }
    }

    private PublishState AnyState() => random.Next(2) == 0 ? PublishState.Draft : PublishState.Published;

    // Now and then an etag that may be right, stale, of another resource or of another epoch.
    private string AnyEtag() => _etags.Count > 0 && random.Next(5) == 0 ? _etags[random.Next(_etags.Count)] : "";

    private string Words() => $"{WorkNames.SaidBy}{caller.Nation}, {names.Next()}";

    private Position PositionOf(string name, PublishState state) => new()
    {
        Name = name,
        Issue = WorkNames.Issue,
        Actor = "government",
        Stance = (Stance)random.Next((int)Stance.Oppose, (int)Stance.Support + 1),
        Summary = Words(),
        PositionDate = new Date { Year = 2025, Month = 2, Day = 17 },
        Source = new Source { Title = "Statement", PublishDate = new Date { Year = 2025, Month = 2, Day = 18 } },
        PublishState = state,
    };

    private Consent ConsentOf(string name, PublishState state, bool ends) => new()
    {
        Name = name,
        Decision = WorkNames.Decision,
        DecisionDigest = names.Digest,
        Role = AffectedRole.Transit,
        ConsentDate = new Date { Year = 2025, Month = 2, Day = 17 },
        EndDate = ends ? names.LastDay : null,
        Statement = Words(),
        PublishState = state,
    };

    private static PositionService.PositionServiceClient Positions(CallInvoker invoker) => new(invoker);

    private static ConsentService.ConsentServiceClient Consents(CallInvoker invoker) => new(invoker);

    private static NationService.NationServiceClient Nations(CallInvoker invoker) => new(invoker);

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}

/// <summary>Whose calls a client makes, and how.</summary>
/// <param name="Name">Name in the history.</param>
/// <param name="Scope">Whose view it has.</param>
/// <param name="Nation">A delegation's nation; null for others.</param>
/// <param name="Token">Token.</param>
/// <param name="Session">Whether it sends back the last vector that it saw.</param>
/// <param name="StrongPercent">How many of its reads in a hundred ask for <c>strong</c>.</param>
/// <param name="LongestPause">Milliseconds between two calls, at most.</param>
internal sealed record Caller(string Name, string Scope, string? Nation, string Token, bool Session, int StrongPercent, int LongestPause);
