namespace Summit.Hosting.Lifecycle;

/// <summary>Stops the host when its standard input ends: the operating system closes it whenever and however the parent dies.</summary>
internal sealed class ParentPipe(IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own: reading a pipe blocks, and the process ends without waiting for it.
        new Thread(Watch) { IsBackground = true, Name = "parent pipe" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Watch()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (input.Read(buffer) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
