namespace Summit.Cli.Output;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A call failed, or a host could not start.</summary>
    public const int CallFailed = 1;

    /// <summary>The command line is invalid; no call was made.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C ended the command; the value is the one that shells use.</summary>
    public const int Interrupted = 130;
}
