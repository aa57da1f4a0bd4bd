using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;
using LatLng = Google.Type.LatLng;
using Money = Google.Type.Money;

namespace Summit.Client.Tests.Rules;

/// <summary>
/// Random messages, the same for the same seed: some values keep the rules and some break them. Standard types hold good values
/// and enums defined ones, because what we demand of them without a rule the package does not know.
/// </summary>
internal sealed class RandomMessages(int seed)
{
    private const int MostDepth = 5;

    private static readonly string[] Texts =
    [
        "", "a", "FRA", "fra", "EUR", "nations/FRA", "nations/fra", "issues/troop-deployment", "decisions/d1", "summits/paris-2025", "nations/FRA/positions/p1",
        "nations/-", "17@k3f9", "government", "2024-06", "p-1", "-", " x ", new string('x', 64), new string('y', 600), new string('z', 5001), "café", "\U0001F600\U0001F600",
    ];

    private static readonly double[] Numbers = [0, 1, -1, 2, 0.5, 50, 99, 100, 101, 1000, 1900, 2025, 10_000, 2_000_000, int.MaxValue, int.MinValue];

    private readonly Random _random = new(seed);

    public IMessage Next(MessageDescriptor type) => Message(type, 0);

    private IMessage Message(MessageDescriptor type, int depth)
    {
        if (type == Date.Descriptor)
        {
            return new Date { Year = 2025, Month = 2, Day = 17 };
        }

        if (type == Money.Descriptor)
        {
            return new Money { CurrencyCode = "EUR", Units = _random.Next(3) };
        }

        if (type == LatLng.Descriptor)
        {
            return new LatLng { Latitude = 52.2, Longitude = 21 };
        }

        if (type == FieldMask.Descriptor)
        {
            return new FieldMask { Paths = { "*" } };
        }

        var message = type.Parser.ParseFrom(ByteString.Empty);
        if (type.File.Package == "google.protobuf")
        {
            return message;
        }

        foreach (var field in type.Fields.InFieldNumberOrder().Where(f => !IsOutputOnly(f)))
        {
            // An update without a mask demands nothing, which the package does not know.
            if (field.Name == "update_mask" || _random.Next(10) < 7)
            {
                Fill(message, field, depth);
            }
        }

        return message;
    }

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.FieldType == FieldType.Message && !field.IsMap && depth >= MostDepth)
        {
            return;
        }

        if (field.IsMap)
        {
            var map = (IDictionary)field.Accessor.GetValue(message);
            for (var i = _random.Next(3); i > 0; i--)
            {
                map[Value(field.MessageType.FindFieldByNumber(1), depth)] = Value(field.MessageType.FindFieldByNumber(2), depth);
            }
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            for (var i = _random.Next(4); i > 0; i--)
            {
                list.Add(Value(field, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, depth));
        }
    }

    private object Value(FieldDescriptor field, int depth)
    {
        var number = Numbers[_random.Next(Numbers.Length)];
        return field.FieldType switch
        {
            FieldType.Message => Message(field.MessageType, depth + 1),
            FieldType.String => Texts[_random.Next(Texts.Length)],
            FieldType.Bytes => ByteString.CopyFromUtf8(Texts[_random.Next(Texts.Length)]),
            FieldType.Bool => _random.Next(2) == 1,
            FieldType.Enum => field.EnumType.Values[_random.Next(field.EnumType.Values.Count)].Number,
            FieldType.Double => number,
            FieldType.Float => (float)number,
            FieldType.Int32 => (int)number,
            FieldType.Int64 => (long)number,
            _ => throw new NotSupportedException($"{field.FullName} has the type {field.FieldType}, which this generator does not know"),
        };
    }

    private static bool IsOutputOnly(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) == true;
}
