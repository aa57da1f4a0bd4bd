namespace Summit.Policy.Json;

/// <summary>What is wrong with one value of a request that was written as JSON.</summary>
/// <param name="Field">Path of the value as the JSON names it, for example <c>position.source.title</c>; empty when it is the whole text.</param>
/// <param name="Description">What is wrong and what is allowed, as a sentence about the field.</param>
public sealed record JsonFault(string Field, string Description)
{
    /// <inheritdoc/>
    public override string ToString() => Field.Length == 0 ? Description : $"{Field}: {Description}";
}
