using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Balancer;

/// <summary>A resolver that looks up when asked; one lookup at a time, and again after a pause when one fails.</summary>
public abstract partial class PollingResolver : Resolver
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposal = new();
    private readonly IBackoffPolicyFactory? _backoffFactory;
    private readonly ILogger _logger;
    private Action<ResolverResult>? _listener;
    private Task _running = Task.CompletedTask;
    private bool _lastFailed;

    /// <summary>A resolver that does not repeat failed lookups by itself.</summary>
    protected PollingResolver(ILoggerFactory loggerFactory) : this(loggerFactory, null)
    {
    }

    /// <summary>A resolver that repeats failed lookups.</summary>
    protected PollingResolver(ILoggerFactory loggerFactory, IBackoffPolicyFactory? backoffPolicyFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _logger = loggerFactory.CreateLogger<PollingResolver>();
        _backoffFactory = backoffPolicyFactory;
    }

    /// <summary>Where results go.</summary>
    protected Action<ResolverResult> Listener => _listener ?? throw new InvalidOperationException("The resolver has not been started.");

    /// <inheritdoc/>
    public sealed override void Start(Action<ResolverResult> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        if (_listener is not null)
        {
            throw new InvalidOperationException("Resolver has already been started.");
        }

        _listener = result =>
        {
            _lastFailed = result.Status.StatusCode != StatusCode.OK;
            listener(result);
        };
        OnStarted();
    }

    /// <inheritdoc/>
    public sealed override void Refresh()
    {
        lock (_lock)
        {
            if (_disposal.IsCancellationRequested || _listener is null || !_running.IsCompleted)
            {
                return;
            }

            _running = Task.Run(RunAsync);
        }
    }

    /// <summary>Called once, when the resolver starts.</summary>
    protected virtual void OnStarted()
    {
    }

    /// <summary>Looks up once and tells the <see cref="Listener"/>.</summary>
    protected abstract Task ResolveAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _disposal.Cancel();
        }

        base.Dispose(disposing);
    }

    private async Task RunAsync()
    {
        var backoff = _backoffFactory?.Create();
        while (!_disposal.IsCancellationRequested)
        {
            try
            {
                await ResolveAsync(_disposal.Token);
            }
            catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.ResolvingFailed(_logger, exception);
                Listener(ResolverResult.ForFailure(new Status(StatusCode.Unavailable, $"Error refreshing resolver. {exception.Message}", exception)));
            }

            if (!_lastFailed || backoff is null)
            {
                return;
            }

            await Task.Delay(backoff.NextBackoff(), _disposal.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The addresses could not be resolved.", EventName = "grpc.resolving_failed")]
        public static partial void ResolvingFailed(ILogger logger, Exception exception);
    }
}
