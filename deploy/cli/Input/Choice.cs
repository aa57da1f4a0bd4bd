using System.CommandLine;

namespace Summit.Cli.Input;

/// <summary>Options that accept one of a few words.</summary>
internal static class Choice
{
    public static Option<string?> Option(string name, string description, params string[] allowed)
    {
        var option = new Option<string?>(name)
        {
            Description = $"{description} One of {string.Join(", ", allowed)}.",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (allowed.Contains(text, StringComparer.Ordinal))
                {
                    return text;
                }

                result.AddError($"{name}: \"{text}\" is not one of {string.Join(", ", allowed)}.");
                return null;
            },
        };
        option.CompletionSources.Add(allowed);
        return option;
    }
}
