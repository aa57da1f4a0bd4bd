namespace Summit.Resilience.Tests;

/// <summary>One system for all tests, one after another: each leaves it as it found it.</summary>
[CollectionDefinition(Name)]
public sealed class SystemCollection : ICollectionFixture<ReplicatedSystem>
{
    public const string Name = "replicated system";
}
