using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Summit.Hosting.Options;

/// <summary>
/// Binds a section to its options, one setting at a time. The binder of .NET stops at its first fault and names types; an
/// operator wants the names of all faulty settings at once.
/// </summary>
/// <param name="section">The section.</param>
internal sealed class SectionBinder<TOptions>(IConfigurationSection section) : IConfigureOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class
{
    private readonly List<string> _faults = [];

    /// <summary>Sets what can be read; what cannot keeps its default and is remembered.</summary>
    public void Configure(TOptions options)
    {
        _faults.Clear();
        Bind(section, options);
    }

    /// <summary>Names what could not be read.</summary>
    public ValidateOptionsResult Validate(string? name, TOptions options) => _faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_faults);

    private void Bind(IConfigurationSection from, object to)
    {
        foreach (var setting in from.GetChildren())
        {
            var property = to.GetType().GetProperty(setting.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null)
            {
                _faults.Add($"{setting.Path} is not a setting; {from.Path} has {NamesOf(to)}");
            }
            else if (!IsSection(property.PropertyType))
            {
                Set(setting, property, to);
            }
            else if (!string.IsNullOrEmpty(setting.Value))
            {
                _faults.Add($"{setting.Path} \"{setting.Value}\" is not allowed: {setting.Path} is a section");
            }
            else if (property.GetValue(to) is IDictionary texts)
            {
                setting.Bind(texts);
            }
            else
            {
                Bind(setting, property.GetValue(to)!);
            }
        }
    }

    private void Set(IConfigurationSection setting, PropertyInfo property, object options)
    {
        if (setting.GetChildren().Any())
        {
            _faults.Add($"{setting.Path} is not a section; it is {KindOf(property.PropertyType)}");
        }
        else if (setting.Value is { } value)
        {
            try
            {
                property.SetValue(options, setting.Get(property.PropertyType));
            }
            catch (InvalidOperationException)
            {
                _faults.Add($"{setting.Path} \"{value}\" is not {KindOf(property.PropertyType)}");
            }
        }
    }

    private static bool IsSection(Type type) => (type.IsClass && type != typeof(string)) || type.IsInterface;

    private static string NamesOf(object options) => string.Join(", ", options.GetType().GetProperties().Select(p => p.Name));

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(TimeSpan) => "a time such as 00:00:01.5 (hours, minutes, seconds)",
        nameof(Boolean) => "true or false",
        nameof(Int32) or nameof(Int64) => "a whole number",
        nameof(Double) => "a number",
        nameof(String) => "a text",
        _ => "a value of the kind that the page of settings names",
    };
}
