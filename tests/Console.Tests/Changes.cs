namespace Summit.WebConsole.Tests;

/// <summary>Tests that change what the system holds. They run one after the other when all that only read have ended, so that no page is computed anew for them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Changes
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "changes";
}
