using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Summit.Hosting.Telemetry;

/// <summary>
/// Takes the loudness from one entry of the gRPC runtime: a request that cannot be read, since its bytes are no message or its
/// gzip is cut off, is the caller's mistake, and so is one that its caller leaves or whose time is up half way; the runtime writes
/// them as errors of ours. What handlers throw never comes there.
/// </summary>
internal sealed class CallerFaults(ILoggerFactory inner) : ILoggerFactory
{
    private const string Runtime = "Grpc.AspNetCore.Server.ServerCallHandler";

    /// <summary>Puts it before the loggers of a host.</summary>
    public static void Add(IServiceCollection services) => services.AddSingleton<ILoggerFactory>(s => new CallerFaults(new LoggerFactory(
        s.GetServices<ILoggerProvider>(), s.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(), s.GetRequiredService<IOptions<LoggerFactoryOptions>>(), s.GetService<IExternalScopeProvider>())));

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        var logger = inner.CreateLogger(categoryName);
        return categoryName == Runtime ? new Quieter(logger) : logger;
    }

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private sealed class Quieter(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(exception is InvalidProtocolBufferException or InvalidDataException or IOException or OperationCanceledException ? LogLevel.Debug : logLevel, eventId, state, exception, formatter);
    }
}
