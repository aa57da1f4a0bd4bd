using Google.Protobuf.Reflection;

namespace Summit.Report.Wording;

/// <summary>Enum values and ids as words.</summary>
internal static class Words
{
    /// <summary>The contract's name of a value, without the prefix that repeats the enum's name.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = typeof(TEnum).GetField(value.ToString())?.GetCustomAttributes(typeof(OriginalNameAttribute), false).OfType<OriginalNameAttribute>().FirstOrDefault()?.Name
            ?? value.ToString();
        var prefix = string.Concat(typeof(TEnum).Name.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + c : c.ToString())).ToUpperInvariant() + "_";
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    /// <summary>A value in lower case, for example <c>inform before</c>.</summary>
    public static string Plain<TEnum>(TEnum value)
        where TEnum : struct, Enum => Plain(Of(value).ToLowerInvariant());

    /// <summary>An id with spaces, for example <c>air defence</c> of <c>air-defence</c>.</summary>
    public static string Plain(string id) => id.Replace('-', ' ').Replace('_', ' ');
}
