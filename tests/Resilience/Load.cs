using System.Collections.Concurrent;
using Grpc.Core;
using Npgsql;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Resilience.Tests;

/// <summary>
/// Applications with Summit.Client: each creates positions, reads back what it wrote, and asks the other services. One more
/// follows the changes. What they were told is held against the store in the end.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private const string LastName = "the-last";
    private static readonly string[] Writers = ["FRA", "POL", "FRA"];

    // A call may wait for a slow machine: what counts is how it ends.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static int _runs;
    private readonly ReplicatedSystem _system;
    private readonly int _number = Interlocked.Increment(ref _runs);
    private readonly string _run;
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new(StringComparer.Ordinal);
    private readonly List<(string Revision, string Name)> _watched = [];
    private readonly List<(DateTime From, DateTime To)> _outages = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SummitChannels _reader;
    private readonly List<SummitChannels> _channels = [];
    private List<Task> _working = [];
    private Task _watching = Task.CompletedTask;
    private string _start = "";
    private int _answers;

    private Load(ReplicatedSystem system)
    {
        _system = system;
        _run = $"r{_number}";
        _reader = Open(Role.Delegate, Writers[0]);
    }

    /// <summary>Calls that ended in an error after all attempts of the client.</summary>
    public ConcurrentQueue<Failure> Failures { get; } = [];

    /// <summary>Those of them that were under way during no outage.</summary>
    public IEnumerable<Failure> OutsideOutages => Failures.Where(f => !_outages.Any(o => f.Began <= o.To && f.Ended >= o.From));

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Calls that were answered so far.</summary>
    public int Answers => Volatile.Read(ref _answers);

    public static async Task<Load> StartAsync(ReplicatedSystem system, int seed)
    {
        var load = new Load(system);
        var changes = load._reader.Create<ChangeService.ChangeServiceClient>();
        load._start = (await changes.ProbeRevisionAsync(new ProbeRevisionRequest())).Revision;
        load._watching = Task.Run(() => load.WatchAsync(changes));
        load._working = [.. Writers.Select((nation, n) => Task.Run(() => load.WorkAsync(load.Open(Role.Delegate, nation), nation, n, new Random((((seed * 31) + load._number) * 31) + n))))];
        return load;
    }

    /// <summary>Waits until clients got this many more answers, so that a fault meets work on any machine.</summary>
    public Task AnswersAsync(int more)
    {
        var enough = Answers + more;
        return Eventually.HoldsAsync($"clients get {more} more answers", () => Answers >= enough);
    }

    /// <summary>Waits until this many more writes were acknowledged.</summary>
    public Task WritesAsync(int more)
    {
        var enough = Acknowledged + more;
        return Eventually.HoldsAsync($"{more} more writes are acknowledged", () => Acknowledged >= enough);
    }

    /// <summary>Makes an outage, and waits until every replica works again. From then on no call may fail.</summary>
    public async Task OutageAsync(Func<Task> outage)
    {
        var from = DateTime.UtcNow;
        await outage();
        await _system.WorksAsync();
        _outages.Add((from, DateTime.UtcNow));
    }

    /// <summary>Ends the work and holds what clients were told against the store.</summary>
    public async Task CheckAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_working);
        var last = Samples.Create(Writers[0], $"{_run}-{LastName}", PublishState.Published);
        await _reader.Create<PositionService.PositionServiceClient>().CreatePositionAsync(last, deadline: DateTime.UtcNow + Patience);
        await _watching.WaitAsync(Patience);

        var changes = await ChangesAsync();
        Assert.Equal(changes.Select(c => (c.Revision, c.Name)), _watched); // No gap, no repetition, the same order.
        var created = changes.Where(c => c.Kind == Change.Types.Kind.Created).Select(c => c.Name).ToList();
        Assert.Equal(created.Count, created.Distinct().Count());
        Assert.Empty(_acknowledged.Keys.Except(created));
        Assert.True(Acknowledged > 0, "nothing was written");
        await AssertNoGapAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_working);
        // The watch ends by itself only where the check has written the last position.
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _channels.ForEach(c => c.Dispose());
        _stop.Dispose();
        _end.Dispose();
    }

    private SummitChannels Open(Role role, string nation)
    {
        var channels = _system.Client(role, nation);
        lock (_channels)
        {
            _channels.Add(channels);
        }

        return channels;
    }

    private async Task WorkAsync(SummitChannels channels, string nation, int number, Random random)
    {
        var positions = channels.Create<PositionService.PositionServiceClient>();
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var id = new byte[16];
            random.NextBytes(id);
            var create = Samples.Create(nation, $"{_run}-{number}-{i}", PublishState.Published);
            create.RequestId = new Guid(id).ToString();
            if (await TryAsync(positions.CreatePositionAsync(create, deadline: DateTime.UtcNow + Patience).ResponseAsync) is { } made)
            {
                _acknowledged[made.Name] = 0;
                await TryAsync(positions.GetPositionAsync(new GetPositionRequest { Name = made.Name }, deadline: DateTime.UtcNow + Patience).ResponseAsync);
            }

            foreach (var package in ReplicatedSystem.Packages)
            {
                await TryAsync(AskAsync(channels, package));
            }

            await Task.Delay(random.Next(20));
        }
    }

    private static async Task<object> AskAsync(SummitChannels channels, string package)
    {
        await Probes.AskAsync(channels.InvokerOf(package), package, new CallOptions(deadline: DateTime.UtcNow + Patience));
        return package;
    }

    private async Task<T?> TryAsync<T>(Task<T> call)
        where T : class
    {
        var began = DateTime.UtcNow;
        try
        {
            var answer = await call;
            Interlocked.Increment(ref _answers);
            return answer;
        }
        catch (RpcException e)
        {
            Failures.Enqueue(new(began, DateTime.UtcNow, e));
            return null;
        }
    }

    private async Task WatchAsync(ChangeService.ChangeServiceClient changes)
    {
        var request = new WatchChangesRequest { AfterRevision = _start, NamesOnly = true };
        await foreach (var step in SummitWatch.FollowAsync(request, changes.WatchChanges, cancellationToken: _end.Token))
        {
            _watched.AddRange(step.Changes.Select(c => (c.Revision, c.Name)));
            if (step.Changes.Any(c => c.Name.EndsWith($"{_run}-{LastName}", StringComparison.Ordinal)))
            {
                return;
            }
        }
    }

    private async Task<List<Change>> ChangesAsync()
    {
        var client = _reader.Create<ChangeService.ChangeServiceClient>();
        var all = new List<Change>();
        var request = new ListChangesRequest { AfterRevision = _start, NamesOnly = true, PageSize = 1000 };
        ListChangesResponse page;
        do
        {
            page = await client.ListChangesAsync(request);
            all.AddRange(page.Changes);
            request.AfterRevision = page.Revision;
            request.AfterName = page.PartName;
        }
        while (page.More);

        return all;
    }

    private async Task AssertNoGapAsync()
    {
        await using var source = NpgsqlDataSource.Create(_system.Database("nations"));
        await using var command = source.CreateCommand("SELECT max(revision) - min(revision) + 1 - count(*) FROM commits");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }
}

/// <summary>A call that ended in an error after all attempts of the client.</summary>
internal sealed record Failure(DateTime Began, DateTime Ended, RpcException Error);
