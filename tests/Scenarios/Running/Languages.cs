namespace Summit.Scenarios.Running;

/// <summary>Runs the scenarios in every language, one after another over one system, when a test first asks for a language.</summary>
public sealed class Languages : IAsyncDisposable
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _outcomes = [];
    private readonly SemaphoreSlim _one = new(1);
    private RunningSystem? _system;

    /// <summary>The outcome of each scenario in a language.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> OutcomesAsync(Language language)
    {
        if (language.Needs is { } needs)
        {
            Requires.OrSkip(language.IsThere!(), needs);
        }

        await _one.WaitAsync();
        try
        {
            if (!_outcomes.TryGetValue(language.Name, out var outcomes))
            {
                _system ??= await RunningSystem.StartAsync();
                await _system.StartMissingAsync();
                _outcomes[language.Name] = outcomes = await language.RunAsync(_system);
            }

            return outcomes;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
        {
            await _system.DisposeAsync();
        }

        _one.Dispose();
    }
}
