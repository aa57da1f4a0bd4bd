using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Api.Validate;

namespace Summit.Policy.Rules;

/// <summary>The compiled rules of one value: a field, or an element of a repeated field or map.</summary>
internal sealed class ValueRule
{
    // A text with at least this maximum length may have several lines.
    private const ulong SeveralLines = 1000;

    private readonly FieldDescriptor _type;
    private readonly string _hint;
    private readonly StringRules? _text;
    private readonly Regex? _pattern;
    private readonly double? _least;
    private readonly double? _most;

    public ValueRule(FieldDescriptor type, FieldRules rules, string hint)
    {
        (_type, _hint, _text) = (type, hint, rules.String);
        _pattern = _text is { HasPattern: true } ? Compile(_text.Pattern) : null;
        (_least, _most) = rules.TypeCase switch
        {
            FieldRules.TypeOneofCase.Double => Bounds(rules.Double.HasGte, rules.Double.Gte, rules.Double.HasLte, rules.Double.Lte),
            FieldRules.TypeOneofCase.Int32 => Bounds(rules.Int32.HasGte, rules.Int32.Gte, rules.Int32.HasLte, rules.Int32.Lte),
            FieldRules.TypeOneofCase.Int64 => Bounds(rules.Int64.HasGte, rules.Int64.Gte, rules.Int64.HasLte, rules.Int64.Lte),
            _ => (null, null),
        };
    }

    /// <summary>
    /// Whether the type itself has rules: numbers are finite, enum values are defined, dates exist, money has a currency, and texts
    /// have no control or direction marks.
    /// </summary>
    public bool HasStandardRules =>
        _type.FieldType is FieldType.Message or FieldType.Group or FieldType.Enum or FieldType.Double or FieldType.Float or FieldType.String;

    /// <summary>Checks one value.</summary>
    public void Check(object? value, string here, UpdateMask? mask, ICollection<FieldViolation> found)
    {
        switch (value)
        {
            case IMessage nested when mask is not null:
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
            case Enum when _type.EnumType.FindValueByNumber(Convert.ToInt32(value)) is null:
                found.Add(new(here, $"{Convert.ToInt32(value)} is no value of {_type.EnumType.Name}; use one of {ValueRules.Names(_type.EnumType)}"));
                break;
        }
    }

    /// <summary>The allowed number of items, as text.</summary>
    public static string Span(ulong least, ulong most) => most == ulong.MaxValue ? $"{least} or more" : $"{least} to {most}";

    private void CheckText(string text, string here, ICollection<FieldViolation> found)
    {
        if (_text is not null)
        {
            var (least, most) = (_text.MinLen, _text.HasMaxLen ? _text.MaxLen : ulong.MaxValue);
            var length = (ulong)text.EnumerateRunes().Count();
            if (length < least || length > most)
            {
                found.Add(new(here, $"has {length} characters; it must have {Span(least, most)}"));
            }
        }

        if (_pattern?.IsMatch(text) == false)
        {
            var allowed = _hint.Length > 0 ? _hint : $"a text that matches {_text!.Pattern}";
            found.Add(new(here, $"\"{ValueRules.Show(text)}\" is not {allowed}"));
            return;
        }

        var severalLines = _text?.MaxLen >= SeveralLines;
        if (TextMarks.First(text, severalLines) is { } mark)
        {
            found.Add(new(here, $"contains U+{(int)mark:X4}, a control or direction mark; use printable characters{(severalLines ? " and line breaks" : "")}"));
        }
        else if (text.Length > 0 && string.IsNullOrWhiteSpace(text))
        {
            found.Add(new(here, "has nothing but blanks; send a text or leave the field out"));
        }
    }

    private void CheckNumber(double number, string here, ICollection<FieldViolation> found)
    {
        if (!double.IsFinite(number))
        {
            found.Add(new(here, $"{number} is not a number that can be used; send a finite one"));
        }
        else if (number < _least || number > _most)
        {
            var allowed = (_least, _most) switch
            {
                ({ } least, { } most) => $"{least} to {most}",
                ({ } least, null) => $"{least} or more",
                _ => $"{_most} or less",
            };
            found.Add(new(here, $"{number} is outside what is allowed: {allowed}"));
        }
    }

    private static (double? Least, double? Most) Bounds(bool hasLeast, double least, bool hasMost, double most) => (hasLeast ? least : null, hasMost ? most : null);

    // The patterns use RE2 syntax, where $ matches only the very end of the text. In .NET, $ also matches before a final line
    // feed.
    private static Regex Compile(string pattern) => new(
        pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
