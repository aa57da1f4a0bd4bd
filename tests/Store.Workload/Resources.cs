namespace Summit.Store.Tests;

/// <summary>The types of the tests' stores. Only <see cref="Treaties"/> has all the fields that the store fills.</summary>
public static class Resources
{
    public static readonly ResourceType<Position> Positions = new("nations/{nation}/positions/{position}");
    public static readonly ResourceType<Summit> Summits = new("summits/{summit}");
    public static readonly ResourceType<Summit> Figures = new("nations/{nation}/figures/{figure}", keys: FigureKey("figure/1"));
    public static readonly ResourceType<Treaty> Treaties = new("treaties/{treaty}");
    public static readonly ResourceType[] Types = [Positions, Summits, Figures, Treaties];

    /// <summary>One figure for each nation and note; none without a note.</summary>
    public static UniqueKey<Summit> FigureKey(string name) =>
        new(name, "nation and note", s => s.Note.Length == 0 ? null : [s.Name.Split('/')[1], s.Note]);
}
