using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Summit.WebConsole.Charts;

/// <summary>Text in a drawing. Razor has a meaning of its own for the element's name, so that it is written here.</summary>
public sealed class Label : ComponentBase
{
    private const int MostLetters = 24;

    /// <summary>Classes of its style.</summary>
    [Parameter, EditorRequired]
    public required string Kind { get; set; }

    /// <summary>Place from the left.</summary>
    [Parameter, EditorRequired]
    public required string X { get; set; }

    /// <summary>Place from the top, at the foot of the letters.</summary>
    [Parameter, EditorRequired]
    public required string Y { get; set; }

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>A name that fits beside a row of a chart. The chart's table has the whole name.</summary>
    public static string Fitting(string name) => name.Length <= MostLetters ? name : name[..(MostLetters - 1)] + "…";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Kind);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddContent(4, Text);
        builder.CloseElement();
    }
}
