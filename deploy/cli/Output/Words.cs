using Google.Protobuf.Reflection;

namespace Summit.Cli.Output;

/// <summary>Enum values as words: what the contract calls them, without the prefix that repeats the enum's name.</summary>
internal static class Words
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = typeof(TEnum).GetField(value.ToString())?.GetCustomAttributes(typeof(OriginalNameAttribute), false).OfType<OriginalNameAttribute>().FirstOrDefault()?.Name
            ?? value.ToString();
        var prefix = string.Concat(typeof(TEnum).Name.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + c : c.ToString())).ToUpperInvariant() + "_";
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }
}
