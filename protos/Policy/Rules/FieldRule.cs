using AnnotationsExtensions = Summit.Api.V1.AnnotationsExtensions;
using System.Collections;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Api.V1;

namespace Summit.Policy.Rules;

/// <summary>The compiled rules of one field.</summary>
internal sealed class FieldRule
{
    private readonly FieldRules _rules;
    private readonly Regex? _pattern;
    private readonly bool _required;
    private readonly FieldDescriptor _value;

    public FieldRule(FieldDescriptor field)
    {
        Field = field;
        var options = field.GetOptions();
        var behavior = options?.GetExtension(FieldBehaviorExtensions.FieldBehavior);
        _required = behavior?.Contains(FieldBehavior.Required) == true;
        // AIP-203: what only the service sets is ignored when a caller sends it.
        var outputOnly = behavior?.Contains(FieldBehavior.OutputOnly) == true;
        _rules = options?.GetExtension(AnnotationsExtensions.Rules) ?? new FieldRules();
        _pattern = _rules.Pattern.Length == 0 ? null : new Regex($@"\A(?:{_rules.Pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        _value = field.IsMap ? field.MessageType.FindFieldByNumber(2) : field;
        var typed = _value.FieldType is FieldType.Message or FieldType.Group or FieldType.Enum or FieldType.Double or FieldType.Float;
        Matters = !outputOnly && (_required || typed || options?.HasExtension(AnnotationsExtensions.Rules) == true);
    }

    /// <summary>The field.</summary>
    public FieldDescriptor Field { get; }

    /// <summary>Whether there is anything to check.</summary>
    public bool Matters { get; }

    /// <summary>Checks this field of <paramref name="message"/>.</summary>
    public void Check(IMessage message, string path, bool required, UpdateMask? mask, ICollection<FieldViolation> found)
    {
        var value = Field.Accessor.GetValue(message);
        var here = path.Length == 0 ? Field.Name : $"{path}.{Field.Name}";
        if (!IsSet(message, value))
        {
            if (_required && required)
            {
                found.Add(new(here, "is required; it was not sent"));
            }

            return;
        }

        if (Field.IsRepeated || Field.IsMap)
        {
            CheckCollection(value, here, found);
            return;
        }

        CheckValue(value, here, mask, found);
    }

    private bool IsSet(IMessage message, object? value) => value switch
    {
        null => false,
        ICollection collection => collection.Count > 0,
        _ when Field.HasPresence => Field.Accessor.HasValue(message),
        string text => text.Length > 0,
        ByteString bytes => bytes.Length > 0,
        IMessage => true,
        _ => !IsZero(value),
    };

    private static bool IsZero(object value) => value switch
    {
        bool b => !b,
        double d => d == 0,
        float f => f == 0,
        _ => Convert.ToInt64(value) == 0,
    };

    private void CheckCollection(object value, string here, ICollection<FieldViolation> found)
    {
        var count = ((ICollection)value).Count;
        if (count < _rules.MinLength || (_rules.MaxLength > 0 && count > _rules.MaxLength))
        {
            found.Add(new(here, $"has {count} elements; allowed are {Span(_rules.MinLength, _rules.MaxLength)}"));
        }

        // A list far past its limit is not looked through: the answer would be as long as the request.
        var seen = _rules.Unique ? new HashSet<object>() : null;
        foreach (var (suffix, element) in MessageRules.Elements(Field, value).Take(_rules.MaxLength > 0 ? _rules.MaxLength : int.MaxValue))
        {
            if (seen?.Add(element) == false)
            {
                found.Add(new(here + suffix, $"\"{ValueRules.Show(element)}\" stands in the list already; each may stand once"));
            }

            CheckValue(element, here + suffix, mask: null, found);
        }
    }

    private void CheckValue(object value, string here, UpdateMask? mask, ICollection<FieldViolation> found)
    {
        switch (value)
        {
            case IMessage nested when mask?.IsAbout(Field) == true:
                RequestRules.For(nested.Descriptor).CheckUpdated(nested, here, mask, found);
                break;
            case IMessage nested:
                RequestRules.For(nested.Descriptor).Check(nested, here, mask: null, found);
                break;
            case string text:
                CheckText(text, here, found);
                break;
            case double or float or int or long or uint or ulong:
                CheckNumber(Convert.ToDouble(value), here, found);
                break;
            case Enum when _value.EnumType.FindValueByNumber(Convert.ToInt32(value)) is null:
                found.Add(new(here, $"{Convert.ToInt32(value)} is no value of {_value.EnumType.Name}; allowed are {ValueRules.Names(_value.EnumType)}"));
                break;
        }
    }

    private void CheckText(string text, string here, ICollection<FieldViolation> found)
    {
        // The length rule of a repeated field counts its elements, not their characters.
        if (!Field.IsRepeated && (text.Length < _rules.MinLength || (_rules.MaxLength > 0 && text.Length > _rules.MaxLength)))
        {
            found.Add(new(here, $"has {text.Length} characters; allowed are {Span(_rules.MinLength, _rules.MaxLength)}"));
        }
        else if (_pattern?.IsMatch(text) == false)
        {
            var allowed = _rules.PatternHint.Length > 0 ? _rules.PatternHint : $"a text that matches {_rules.Pattern}";
            found.Add(new(here, $"\"{ValueRules.Show(text)}\" is not {allowed}"));
        }
    }

    private void CheckNumber(double number, string here, ICollection<FieldViolation> found)
    {
        if (!double.IsFinite(number))
        {
            found.Add(new(here, $"{number} is not a number that can be used; send a finite one"));
        }
        else if ((_rules.HasMinimum && number < _rules.Minimum) || (_rules.HasMaximum && number > _rules.Maximum))
        {
            var allowed = (_rules.HasMinimum, _rules.HasMaximum) switch
            {
                (true, true) => $"{_rules.Minimum} to {_rules.Maximum}",
                (true, false) => $"{_rules.Minimum} or more",
                _ => $"{_rules.Maximum} or less",
            };
            found.Add(new(here, $"{number} is outside what is allowed: {allowed}"));
        }
    }

    private static string Span(int minimum, int maximum) => maximum == 0 ? $"{minimum} or more" : $"{minimum} to {maximum}";
}
