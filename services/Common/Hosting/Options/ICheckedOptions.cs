namespace Summit.Hosting.Options;

/// <summary>Settings of a host's own, beside those of section <c>Summit</c>.</summary>
public interface ICheckedOptions
{
    /// <summary>Everything that is wrong, one sentence each, beginning with the full key.</summary>
    /// <param name="development">Whether the host runs in Development.</param>
    IEnumerable<string> Errors(bool development);
}
