using System.Diagnostics;
using Microsoft.Extensions.Options;
using OpenTelemetry.Instrumentation.StackExchangeRedis;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;
using Summit.Hosting.Certificates;
using Summit.Hosting.Lifecycle;
using Summit.Hosting.Options;

namespace Summit.Gateway.Freshness;

/// <summary>
/// The second level, shared by all gateways. When Redis is unreachable, silent, full or holds bad data, a call goes on without
/// it, after one wait of at most 100 ms.
/// </summary>
internal sealed class RedisLevel : BackgroundService
{
    // A newer answer is never replaced by an older one: entries of the same format and epochs compare by rank. Any other
    // value under the key is not one of our answers and is overwritten.
    private const string PutScript = """
        local head = redis.pcall('GETRANGE', KEYS[1], 0, ARGV[3] - 1)
        if type(head) == 'string' and #head == tonumber(ARGV[3])
            and string.sub(head, 1, ARGV[4]) == string.sub(ARGV[1], 1, ARGV[4])
            and string.sub(head, ARGV[4] + 1) > string.sub(ARGV[1], ARGV[4] + 1, ARGV[3]) then
          return 0
        end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 1
        """;

    private readonly CacheOptions _options;
    private readonly string? _address;
    private readonly string? _passwordFile;
    private readonly OutgoingTls _tls;
    private readonly EntryFormat _format;
    private readonly TimeProvider _time;
    private readonly StackExchangeRedisInstrumentation? _instrumentation;
    private CancellationToken _stopping;
    private ConnectionMultiplexer? _connection;

    public RedisLevel(
        SummitOptions host, IOptions<CacheOptions> options, OutgoingTls tls, HostHealth health, TimeProvider time, ILogger<RedisLevel> log,
        StackExchangeRedisInstrumentation? instrumentation = null)
    {
        (_options, _address, _passwordFile, _tls, _time, _instrumentation) = (options.Value, host.Redis, host.RedisPasswordFile, tls, time, instrumentation);
        _format = new EntryFormat(_options.Secret);
        Circuit = new RedisCircuit(health, _options, time, log);
    }

    /// <summary>Whether Redis is configured.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(_address);

    /// <summary>The state in one word: <c>none</c> (not configured), <c>closed</c>, <c>full</c> (only read), <c>open</c> (not used).</summary>
    public string State => IsConfigured ? Circuit.State : "none";

    /// <summary>Whether Redis was reached since the start.</summary>
    public bool IsConnected => Volatile.Read(ref _connection) is { IsConnected: true };

    /// <summary>Whether it may be asked.</summary>
    public RedisCircuit Circuit { get; }

    /// <summary>Finds an answer, fresh or not; null when there is none or Redis does not say.</summary>
    public async ValueTask<Answer?> GetAsync(CacheKey key, ReadPlan plan)
    {
        if (Volatile.Read(ref _connection) is not { } connection || Circuit.IsOpen)
        {
            return null;
        }

        var name = key.ToRedisKey();
        try
        {
            // A bare wait: against a server that accepts and never answers, the library's own calls never end.
            byte[]? entry = await Observed(connection.GetDatabase().StringGetAsync(name)).WaitAsync(_options.RedisTimeout, _time);
            return entry is null ? null : _format.TryRead(name, entry, plan);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return null; // The key holds another type of value; the next write replaces it.
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(e, connection);
            return null;
        }
    }

    /// <summary>Keeps an answer. Callers do not wait for this.</summary>
    public async Task PutAsync(CacheKey key, Answer answer)
    {
        if (Volatile.Read(ref _connection) is not { } connection || Circuit.IsOpen || Circuit.WriteRests || answer.Bytes > _options.MaxEntryBytes)
        {
            return;
        }

        var name = key.ToRedisKey();
        try
        {
            var spread = 0.9 + (0.2 * Random.Shared.NextDouble());
            RedisValue[] values = [_format.Write(name, answer), (long)(_options.RedisExpiry.TotalMilliseconds * spread), EntryFormat.HeadChars, EntryFormat.StoreChars];
            await Observed(connection.GetDatabase().ScriptEvaluateAsync(PutScript, [name], values)).WaitAsync(_options.RedisTimeout, _time);
        }
        catch (RedisServerException e)
        {
            Circuit.RestWriting(e.Message); // Redis is full or read-only; reading still works.
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(e, connection);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connection?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        if (!IsConfigured)
        {
            return;
        }

        // Connects beside the start of the host: a missing Redis delays nothing.
        var configuration = ConfigurationOptions.Parse(_address!);
        configuration.AbortOnConnectFail = false;
        configuration.CertificateValidation += _tls.Check;
        if (_passwordFile is { } file)
        {
            configuration.Defaults = new FilePassword(file);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
                _instrumentation?.AddConnection(connection); // Only there when the host sends telemetry.
                Volatile.Write(ref _connection, connection);
                return;
            }
            catch (RedisException)
            {
                await Task.Delay(_options.RedisRetry, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Fail(Exception exception, ConnectionMultiplexer connection)
    {
        var reason = exception is TimeoutException ? $"no answer within {_options.RedisTimeout.TotalMilliseconds:0} ms" : exception.GetType().Name;
        // The instrumentation has a span for a command only when Redis answers it.
        Activity.Current?.AddEvent(new ActivityEvent("redis.failed", tags: new() { ["summit.reason"] = reason }));
        Circuit.Open(reason, () => Observed(connection.GetDatabase().PingAsync()), _stopping);
    }

    // A command that timed out here may still fail later; its exception is read so that it is not reported as unobserved.
    private static Task<T> Observed<T>(Task<T> task)
    {
        _ = task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }

    /// <summary>Reads the password with each connection, so that a renewed one counts without a restart.</summary>
    private sealed class FilePassword(string file) : DefaultOptionsProvider
    {
        public override string? Password
        {
            get
            {
                try
                {
                    return File.ReadAllText(file).Trim();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    return null; // Redis refuses, and the circuit says so.
                }
            }
        }
    }
}
