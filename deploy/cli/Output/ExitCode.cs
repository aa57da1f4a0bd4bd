namespace Summit.Cli.Output;

/// <summary>What the program returns to the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A call was answered with an error, or a host could not start.</summary>
    public const int CallFailed = 1;

    /// <summary>The command line itself is wrong; nothing was called.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C ended the command, as shells report it.</summary>
    public const int Interrupted = 130;
}
