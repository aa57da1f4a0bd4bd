using Summit.Report.Wording;

namespace Summit.WebConsole.Asking;

/// <summary>Names of force options for people: institutes keep their capitals.</summary>
internal static class OptionNames
{
    /// <summary>The name of an option, <c>IISS medium</c> of <c>forceOptions/iiss-medium</c>.</summary>
    public static string Of(string option)
    {
        var words = Words.Plain(option.Split('/')[^1]);
        return words.StartsWith("iiss ", StringComparison.Ordinal) ? "IISS" + words[4..] : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
