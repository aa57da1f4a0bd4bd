using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Summit.Hosting.Options;

/// <summary>Reads a section of the configuration into its options.</summary>
internal static class SettingsReader
{
    /// <summary>Reads what can be read; what cannot keeps its default and is named.</summary>
    public static TOptions Read<TOptions>(IConfiguration configuration, string section, List<string> errors)
        where TOptions : new()
    {
        var faults = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Check(configuration.GetSection(section), typeof(TOptions), faults);
        errors.AddRange(faults.Values);

        // The binder stops at its first fault; an operator wants to correct all of them at once.
        var readable = configuration.AsEnumerable().Where(s => !faults.Keys.Any(f => IsWithin(s.Key, f)));
        return new ConfigurationBuilder().AddInMemoryCollection(readable).Build().GetSection(section).Get<TOptions>() ?? new TOptions();
    }

    private static void Check(IConfigurationSection section, Type type, Dictionary<string, string> faults)
    {
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null)
            {
                faults[child.Path] = $"{child.Path} is not a setting; {section.Path} has {string.Join(", ", type.GetProperties().Select(p => p.Name))}";
            }
            else if (IsSection(property.PropertyType))
            {
                Check(child, property.PropertyType, faults);
            }
            else if (child.Value is { } value && !IsReadable(value, property.PropertyType))
            {
                faults[child.Path] = $"{child.Path} \"{value}\" is not {KindOf(property.PropertyType)}";
            }
        }
    }

    private static bool IsWithin(string key, string setting) =>
        key.StartsWith(setting, StringComparison.OrdinalIgnoreCase) && (key.Length == setting.Length || key[setting.Length] == ':');

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string);

    private static bool IsReadable(string value, Type type)
    {
        if (type.IsInterface)
        {
            return true; // A dictionary of texts.
        }

        try
        {
            _ = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(TimeSpan) => "a time such as 00:00:01.5 (hours, minutes, seconds)",
        nameof(Boolean) => "true or false",
        nameof(Int32) or nameof(Int64) => "a whole number",
        nameof(Double) => "a number",
        var other => $"a {other}",
    };
}
