namespace Summit.Report.Content;

/// <summary>The content of a report without its layout: the first screen, then one block per question.</summary>
/// <param name="First">The answer in a few lines.</param>
/// <param name="Blocks">The rest, in reading order.</param>
/// <param name="Footer">What the answer was computed with.</param>
internal sealed record Document(IReadOnlyList<Headline> First, IReadOnlyList<Block> Blocks, IReadOnlyList<string> Footer);

/// <summary>A line of the first screen.</summary>
/// <param name="Label">The subject of the line, in one to three words.</param>
/// <param name="Text">The answer.</param>
/// <param name="MostLines">Lines it may take at 80 columns; longer text is cut.</param>
internal sealed record Headline(string Label, string Text, int MostLines = 1);

/// <summary>A question and its answer.</summary>
internal sealed record Block(string Title, IReadOnlyList<Part> Parts);

/// <summary>A piece of a block.</summary>
internal abstract record Part;

/// <summary>A sentence or two.</summary>
internal sealed record Prose(string Text) : Part;

/// <summary>Rows and columns.</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells; each row has as many as there are columns.</param>
/// <param name="Numbers">The first column that holds numbers; all following columns do too.</param>
internal sealed record Tabular(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Numbers = int.MaxValue) : Part;

/// <summary>A drawing that fits the given width.</summary>
internal sealed record Picture(string Title, Func<int, IReadOnlyList<string>> Draw) : Part;
