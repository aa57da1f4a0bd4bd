using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.TypeConversion;

namespace Summit.Logistics.Csv;

/// <summary>Reads enums as the contract writes them, without their prefix: <c>AIR_DEFENCE</c>.</summary>
internal static class EnumNames
{
    public static void Use(CsvContext context)
    {
        Use<Api.V1.Confidence>(context);
        Use<V1.UnitType>(context);
        Use<V1.TransportMode>(context);
        Use<V1.TransportNode.Types.Kind>(context);
    }

    private static void Use<T>(CsvContext context)
        where T : struct, Enum
    {
        context.TypeConverterCache.RemoveConverter<T>();
        context.TypeConverterCache.AddConverter<T>(new Converter<T>());
        context.TypeConverterCache.AddConverter<T?>(new Converter<T>());
    }

    private sealed class Converter<T> : DefaultTypeConverter
        where T : struct, Enum
    {
        public override object? ConvertFromString(string? text, IReaderRow row, MemberMapData memberMapData)
        {
            if (string.IsNullOrEmpty(text))
            {
                return null;
            }

            // The generated names are the contract's in PascalCase: AIR_DEFENCE is AirDefence.
            return Enum.TryParse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value)
                ? value
                : throw new TypeConverterException(this, memberMapData, text, row.Context, $"\"{text}\" is not a {typeof(T).Name}");
        }
    }
}
