using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Type;
using Summit.Api.Validate;

namespace Summit.Policy.Rules;

/// <summary>The compiled <c>buf.validate</c> rules of one field, in the subset that the contracts use.</summary>
internal sealed class FieldRule
{
    private readonly FieldRules _rules;
    private readonly ValueRule _value;
    private readonly bool _required;

    public FieldRule(FieldDescriptor field)
    {
        Field = field;
        var options = field.GetOptions();
        var behavior = options?.GetExtension(FieldBehaviorExtensions.FieldBehavior);
        // AIP-203: output-only fields are ignored when a caller sends them.
        var outputOnly = behavior?.Contains(FieldBehavior.OutputOnly) == true;
        var stated = options?.GetExtension(ValidateExtensions.Field);
        _rules = stated ?? Standard(field);
        _required = _rules.Required;
        var type = field.IsMap ? field.MessageType.FindFieldByNumber(2) : field;
        var rules = field.IsMap ? _rules.Map?.Values : field.IsRepeated ? _rules.Repeated?.Items : _rules;
        _value = new ValueRule(type, rules ?? new FieldRules(), options?.GetExtension(Api.V1.AnnotationsExtensions.PatternHint) ?? "");
        Matters = !outputOnly && _rules.Ignore != Ignore.Always && (stated is not null || _value.HasStandardRules);
    }

    /// <summary>The field that the rule applies to.</summary>
    public FieldDescriptor Field { get; }

    /// <summary>Whether the field has anything to check.</summary>
    public bool Matters { get; }

    /// <summary>Checks this field of <paramref name="message"/>.</summary>
    public void Check(IMessage message, string path, bool required, UpdateMask? mask, ICollection<FieldViolation> found)
    {
        var value = Field.Accessor.GetValue(message);
        var here = path.Length == 0 ? Field.Name : $"{path}.{Field.Name}";
        if (!IsSet(message, value))
        {
            if (_required)
            {
                if (required)
                {
                    found.Add(new(here, "is required; it was not sent"));
                }

                return;
            }

            // A field with presence that is not set has no value. For a field without presence, zero is a value unless the rule
            // says otherwise.
            if (Field.HasPresence || _rules.Ignore == Ignore.IfZeroValue)
            {
                return;
            }
        }

        if (Field.IsRepeated || Field.IsMap)
        {
            CheckCollection(value, here, found);
            return;
        }

        _value.Check(value, here, mask?.IsAbout(Field) == true ? mask : null, found);
    }

    // Latitude and longitude of a location. The definition of the type has no rules.
    private static FieldRules Standard(FieldDescriptor field) => field switch
    {
        _ when field.ContainingType != LatLng.Descriptor => new FieldRules(),
        { Name: "latitude" } => new FieldRules { Double = new DoubleRules { Gte = -90, Lte = 90 } },
        _ => new FieldRules { Double = new DoubleRules { Gte = -180, Lte = 180 } },
    };

    private bool IsSet(IMessage message, object? value) => value switch
    {
        null => false,
        ICollection collection => collection.Count > 0,
        _ when Field.HasPresence => Field.Accessor.HasValue(message),
        string text => text.Length > 0,
        ByteString bytes => bytes.Length > 0,
        IMessage => true,
        bool b => b,
        double d => d != 0,
        float f => f != 0,
        _ => Convert.ToInt64(value) != 0,
    };

    private void CheckCollection(object value, string here, ICollection<FieldViolation> found)
    {
        var count = (ulong)((ICollection)value).Count;
        var (least, most) = Field.IsMap
            ? (_rules.Map?.MinPairs ?? 0, _rules.Map is { HasMaxPairs: true } map ? map.MaxPairs : ulong.MaxValue)
            : (_rules.Repeated?.MinItems ?? 0, _rules.Repeated is { HasMaxItems: true } list ? list.MaxItems : ulong.MaxValue);
        if (count < least || count > most)
        {
            found.Add(new(here, $"has {count} elements; it must have {ValueRule.Span(least, most)}"));
        }

        // A list that is far over its limit is not searched for duplicates, because the response would be as long as the request.
        var seen = _rules.Repeated?.Unique == true ? new HashSet<object>() : null;
        foreach (var (suffix, element) in MessageRules.Elements(Field, value).Take((int)Math.Min(most, int.MaxValue)))
        {
            if (seen?.Add(element) == false)
            {
                found.Add(new(here + suffix, $"\"{ValueRules.Show(element)}\" stands in the list already; each may stand once"));
            }

            _value.Check(element, here + suffix, mask: null, found);
        }
    }
}
