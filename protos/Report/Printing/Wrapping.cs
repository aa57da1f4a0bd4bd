namespace Summit.Report.Printing;

/// <summary>Wraps text at spaces.</summary>
internal static class Wrapping
{
    /// <summary>The text in at most that many lines; what does not fit is cut and ends with an ellipsis. A line break
    /// in the text separates items of one line each.</summary>
    public static IReadOnlyList<string> Lines(string text, int width, int most)
    {
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            return [.. text.Split('\n').Take(most).Select(line => Lines(line, width, 1)[0])];
        }

        var lines = Wrap(text, width).ToList();
        if (lines.Count <= most)
        {
            return lines;
        }

        var last = lines[most - 1];
        return [.. lines.Take(most - 1), last.Length < width ? last + "…" : last[..(width - 1)] + "…"];
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }
}
