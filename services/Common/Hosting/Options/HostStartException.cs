namespace Summit.Hosting.Options;

/// <summary>A host cannot start.</summary>
/// <param name="problems">Everything that is in the way, one sentence each.</param>
public sealed class HostStartException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Everything that is in the way, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
