using Microsoft.Extensions.Configuration;
using Summit.Store;

namespace Summit.Hosting;

/// <summary>
/// What an operator does to a host's store from outside: <c>migrate</c>, <c>backup FILE</c> and <c>restore FILE</c>, before
/// the settings on the host's command line. The host does that one thing and ends.
/// </summary>
internal static class StoreCommand
{
    /// <summary>The settings behind the command, if there is one: a file's path would be read as a setting's name.</summary>
    public static string[] Settings(string[] args) => args switch
    {
        ["migrate", .. var settings] => settings,
        ["backup" or "restore", _, .. var settings] => settings,
        _ => args,
    };

    /// <summary>Runs the command that the arguments begin with; returns its exit code, or null when they begin with none.</summary>
    public static async Task<int?> RunAsync(string host, string[] args, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var options = new StoreOptions { Database = configuration["Summit:Database"] ?? "" };
        try
        {
            switch (args)
            {
                case ["migrate", ..]:
                    await StoreBackup.MigrateAsync(options, cancellationToken);
                    await Console.Out.WriteLineAsync($"{host}: the store has this program's schema");
                    return 0;
                case ["backup", var file, ..]:
                    await Console.Out.WriteLineAsync($"{host}: {file} holds revision {await StoreBackup.BackupAsync(options, file, cancellationToken)}");
                    return 0;
                case ["restore", var file, ..]:
                    await Console.Out.WriteLineAsync($"{host}: restored as revision {await StoreBackup.RestoreAsync(file, options, cancellationToken)}");
                    return 0;
                default:
                    return null;
            }
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync($"{host}: {e.Message}");
            return 1;
        }
    }
}
