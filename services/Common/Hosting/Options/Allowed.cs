namespace Summit.Hosting.Options;

/// <summary>Says what is wrong with a setting.</summary>
public static class Allowed
{
    /// <summary>Checks that a setting lies between two values, both allowed.</summary>
    /// <param name="key">Its full key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="least">Least value.</param>
    /// <param name="most">Largest value.</param>
    /// <returns>The sentence that says so; null when nothing is wrong.</returns>
    public static string? Between<T>(string key, T value, T least, T most)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0 ? null : FormattableString.Invariant($"{key} {value} is outside what is allowed: {least} to {most}");

    /// <summary>Checks that a file is there.</summary>
    /// <param name="key">Full key of the setting that names it.</param>
    /// <param name="file">Its path; null when none is set.</param>
    /// <returns>The sentence that says so; null when nothing is wrong.</returns>
    public static string? Existing(string key, string? file) => file is null || File.Exists(file) ? null : $"{key} \"{file}\" does not exist";
}
