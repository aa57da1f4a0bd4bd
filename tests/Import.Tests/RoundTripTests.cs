using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Summit.Data.V1;
using Summit.Store;

namespace Summit.Import.Tests;

/// <summary>Export, then import, changes nothing: every type of every area, over a real host and store, with the oddest content.</summary>
public sealed class RoundTripTests
{
    private const int Resources = 25;

    private static readonly string[] Texts =
    [
        "plain", "=1+1", "+cmd|' /C calc'!A0", "-5", "@SUM(A1)", "\ttab", "\rreturn", "'quoted'", "''", " before", "after ", "a,b;c|d\te", "two\nlines", "\"said\"",
        "ünïcödé Ωμέγα 𝔘", "_x0041_", "..", "n.a.", "xxx", "TRUE", "007", "1e5", "1,234.5", "[1, 2]", "{}", "2024-01-01", "＝wide", "<b>&amp;</b>", "a\u00a0b", "",
    ];

    private static readonly double[] Reals = [0, -0.0, 1, 0.1, -2.5, 1e-300, 1.7976931348623157e308, 178.35898374258969, 1234.567, 12345678901234567890d];

    public static TheoryData<string, FileFormat> Cases() => [.. AreaHost.Areas.SelectMany(area => new[] { FileFormat.Csv, FileFormat.Xlsx, FileFormat.JsonLines }.Select(format => (area, format)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ImportRows_WhatWasExportedOfEveryType_ChangesNothing(string area, FileFormat format)
    {
        await using var host = await AreaHost.StartAsync(area);
        var random = new Random(7);
        foreach (var type in host.Store.Types.Where(t => !t.IsOwned))
        {
            var stored = await (Task<int>)typeof(RoundTripTests).GetMethod(nameof(PutAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(type.Descriptor.ClrType).Invoke(null, [host, type, random])!;
            var (first, file) = await host.ExportAsync(new ExportRowsRequest { Type = type.TypeName, Format = format });

            var answer = await host.ImportAsync(file, new ImportRowsRequest { Kind = type.TypeName, Format = format });

            Assert.True(stored > 0 && first.RowCount > 0, type.TypeName);
            Assert.True(answer.Outcome == ImportRowsResponse.Types.Outcome.Applied, $"{type.TypeName}: {string.Join("; ", answer.Faults.Take(5))}");
            Assert.True(answer.Changes.Count == 0, $"{type.TypeName}: {string.Join("; ", answer.Changes.Take(5))}");
            Assert.Equal((first.RowCount, 0, 0, first.RowCount), (answer.RowCount, answer.CreatedCount, answer.UpdatedCount, answer.UnchangedCount));
            var (_, again) = await host.ExportAsync(new ExportRowsRequest { Type = type.TypeName, Format = format });
            Assert.Equal(file, again);
        }
    }

    [Theory]
    [InlineData("budgets", FileFormat.Csv)]
    [InlineData("logistics", FileFormat.Xlsx)]
    [InlineData("logistics", FileFormat.JsonLines)]
    public async Task ImportRows_WholeAreaIntoAnEmptyStore_SameContent(string area, FileFormat format)
    {
        await using var full = await AreaHost.StartAsync(area);
        await using var empty = await AreaHost.StartAsync(area, seeded: false);
        // Arcs name the lift that runs on them.
        foreach (var type in full.Store.Types.Where(t => !t.IsOwned).Select(t => t.TypeName).OrderBy(name => name.EndsWith("/LiftAsset", StringComparison.Ordinal) ? 0 : 1))
        {
            var (first, file) = await full.ExportAsync(new ExportRowsRequest { Type = type, Format = format });
            var answer = first.RowCount == 0 ? null : await empty.ImportAsync(file, new ImportRowsRequest { Kind = type, Format = format });
            Assert.True(answer is null || answer.Outcome == ImportRowsResponse.Types.Outcome.Applied, $"{type}: {string.Join("; ", answer?.Faults.Take(5) ?? [])}");
        }

        foreach (var type in full.Store.Types.Where(t => !t.IsOwned).Select(t => t.TypeName))
        {
            Assert.Equal(await ContentAsync(full, type), await ContentAsync(empty, type));
        }
    }

    // Without what a store sets itself.
    private static async Task<List<string>> ContentAsync(AreaHost host, string type)
    {
        var (_, file) = await host.ExportAsync(new ExportRowsRequest { Type = type, Format = FileFormat.JsonLines });
        return [.. System.Text.Encoding.UTF8.GetString(file).Split('\n').Where(line => line.Length > 0).Select(line =>
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject();
            foreach (var field in new[] { "etag", "uid", "create_time", "update_time" })
            {
                json.Remove(field);
            }

            return json.ToJsonString();
        })];
    }

    private static async Task<int> PutAsync<T>(AreaHost host, ResourceType<T> type, Random random)
        where T : class, IMessage<T>, new()
    {
        var stored = 0;
        for (var i = 0; i < Resources; i++)
        {
            var resource = (T)Odd(type.Descriptor, random, depth: 0);
            type.Descriptor.FindFieldByName("name").Accessor.SetValue(resource, string.Join('/', type.Pattern.Split('/').Select(p => p switch
            {
                "{nation}" => type.Pattern == "nations/{nation}" ? $"X{(char)('A' + i)}X" : "FRA",
                ['{', ..] => $"odd-{i}",
                _ => p,
            })));
            // A draft is another nation's secret.
            if (type.Descriptor.FindFieldByName("publish_state") is { } state)
            {
                state.Accessor.SetValue(resource, Api.V1.PublishState.Published);
            }

            try
            {
                await host.StoreAsync(transaction => transaction.Put(type, resource));
                stored++;
            }
            catch (ResourceExistsException)
            {
                // Two odd resources can share a unique key.
            }
        }

        return stored;
    }

    private static IMessage Odd(MessageDescriptor type, Random random, int depth)
    {
        var message = type.Parser.ParseFrom([]);
        foreach (var field in type.Fields.InDeclarationOrder().Where(f => f.Name is not "etag"))
        {
            if (random.Next(4) == 0)
            {
                continue;
            }

            if (field.IsMap)
            {
                continue;
            }

            if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                for (var i = random.Next(4); i > 0; i--)
                {
                    if (Value(field, random, depth) is { } element)
                    {
                        list.Add(element);
                    }
                }
            }
            else if (Value(field, random, depth) is { } value)
            {
                field.Accessor.SetValue(message, value);
            }
        }

        return message;
    }

    private static object? Value(FieldDescriptor field, Random random, int depth) => field.FieldType switch
    {
        // Lists may name resources by id or by the name of a country, so a name without its collection would be completed.
        FieldType.String when field.GetOptions()?.GetExtension(Google.Api.ResourceExtensions.ResourceReference) is not null => $"issues/odd-{random.Next(9)}",
        FieldType.String => Texts[random.Next(Texts.Length)],
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Double => Reals[random.Next(Reals.Length)],
        FieldType.Int32 => random.Next(3) switch { 0 => int.MinValue, 1 => int.MaxValue, _ => random.Next(-9_999, 9_999) },
        FieldType.Int64 => random.Next(3) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => random.NextInt64(-9_999_999, 9_999_999) },
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[random.Next(field.EnumType.Values.Count)].Number),
        FieldType.Message when field.MessageType == Date.Descriptor => random.Next(3) switch
        {
            0 => new Date { Year = 2025 },
            1 => new Date { Year = 2025, Month = 2 },
            _ => new Date { Year = 2025, Month = 2, Day = 17 },
        },
        FieldType.Message when field.MessageType == Money.Descriptor => random.Next(3) switch
        {
            0 => new Money(),
            1 => new Money { CurrencyCode = "EUR", Units = -12, Nanos = -500_000_001 },
            _ => new Money { CurrencyCode = "USD", Units = long.MaxValue, Nanos = 999_999_999 },
        },
        FieldType.Message when field.MessageType == Timestamp.Descriptor => Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 2, 17, 18, 0, 0, 123, TimeSpan.Zero)),
        FieldType.Message when field.MessageType == Duration.Descriptor => Duration.FromTimeSpan(TimeSpan.FromSeconds(90.5)),
        FieldType.Message => depth > 3 ? null : Odd(field.MessageType, random, depth + 1),
        _ => null,
    };
}
