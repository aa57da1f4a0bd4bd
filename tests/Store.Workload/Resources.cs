namespace Summit.Store.Tests;

/// <summary>The types of the tests' stores.</summary>
public static class Resources
{
    public static readonly ResourceType<Position> Positions = new("nations/{nation}/positions/{position}");
    public static readonly ResourceType<Summit> Summits = new("summits/{summit}");
    public static readonly ResourceType[] Types = [Positions, Summits];
}
