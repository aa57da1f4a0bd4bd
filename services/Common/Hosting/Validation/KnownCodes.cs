using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Summit.Kernel;

namespace Summit.Hosting.Validation;

/// <summary>
/// Refuses currencies that ISO 4217 and nations that ISO 3166-1 does not know, wherever they stand in a request. When a nation is
/// asked for by its own name, the method itself answers that it does not exist.
/// </summary>
/// <typeparam name="T">Any request.</typeparam>
public sealed class KnownCodes<T> : IRequestCheck<T>
{
    private const string Nations = "nations/";
    private const int CodeLength = 3;

    /// <inheritdoc/>
    public ValueTask CheckAsync(T request, ServerCallContext context, Violations found)
    {
        if (request is IMessage message)
        {
            Check(message, "", found);
        }

        return ValueTask.CompletedTask;
    }

    internal static void Check(IMessage message, string path, Violations violations)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (field.IsMap || (field.FieldType is not (FieldType.String or FieldType.Message)))
            {
                continue;
            }

            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
            {
                foreach (var (index, item) in ((System.Collections.IEnumerable)value).Cast<object>().Index())
                {
                    CheckValue(item, field, $"{at}[{index}]", violations);
                }
            }
            else
            {
                CheckValue(value, field, at, violations);
            }
        }
    }

    private static void CheckValue(object? value, FieldDescriptor field, string at, Violations violations)
    {
        if (value is IMessage nested)
        {
            Check(nested, at, violations);
        }
        else if (value is string text)
        {
            // Other forms than three capital letters break the field's own rule.
            if (field.Name.EndsWith("currency_code", StringComparison.Ordinal) && IsCode(text))
            {
                violations.Require(Currencies.IsKnown(text), at, $"\"{text}\" is no currency of ISO 4217");
            }
            else if (text.StartsWith(Nations, StringComparison.Ordinal) && text.Length >= Nations.Length + CodeLength)
            {
                var code = text.AsSpan(Nations.Length, CodeLength).ToString();
                var asked = text.Length == Nations.Length + CodeLength && field.Name is "name" or "names" && !at.Contains('.', StringComparison.Ordinal);
                var ends = text.Length == Nations.Length + CodeLength || text[Nations.Length + CodeLength] == '/';
                violations.Require(asked || !ends || !IsCode(code) || NationCodes.IsKnown(code), at, $"\"{code}\" is no nation of ISO 3166-1 alpha-3 (nor XKX, Kosovo, nor EUI, the EU institutions)");
            }
        }
    }

    private static bool IsCode(string text) => text.Length == CodeLength && text.All(char.IsAsciiLetterUpper);
}
