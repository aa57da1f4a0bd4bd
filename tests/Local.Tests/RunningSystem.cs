using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(Summit.Local.Tests.RunningSystem))]

namespace Summit.Local.Tests;

/// <summary>The system as its users start it, one for all tests that only call it.</summary>
public sealed partial class RunningSystem : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private LocalProgram _program = null!;

    public string Address { get; private set; } = "";

    public string Data => _data.Path;

    public async ValueTask InitializeAsync()
    {
        _program = LocalProgram.Start("--port", "0", "--data", _data.Path);
        Address = AddressPattern().Match(await _program.ReadUntilAsync("Serving")).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _data.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressPattern();
}
