using Summit.Logistics.V1;

namespace Summit.Logistics.Comparison;

/// <summary>Facts that not all columns use, or use with another value.</summary>
internal static class ComparedFacts
{
    public static IReadOnlyList<ComparedFact> Of(IReadOnlyList<Column> columns)
    {
        var used = columns.Select(c => c.Answer.FactsUsed.GroupBy(f => (f.Service, f.Name, f.Description)).ToDictionary(g => g.Key, g => g.First())).ToList();
        return
        [
            .. used.SelectMany(u => u.Keys).Distinct()
                .OrderBy(k => k.Service, StringComparer.Ordinal).ThenBy(k => k.Name, StringComparer.Ordinal).ThenBy(k => k.Description, StringComparer.Ordinal)
                .Select(key => (Key: key, Facts: used.Select(u => u.GetValueOrDefault(key)).ToList()))
                .Where(f => f.Facts.Exists(x => x is null) || f.Facts.Select(x => x!.Value).Distinct().Count() > 1)
                .Select(f => new ComparedFact
                {
                    Service = f.Key.Service,
                    Name = f.Key.Name,
                    Description = f.Key.Description,
                    Values = { f.Facts.Select(x => x?.Value ?? "") },
                    Unit = f.Facts.OfType<Api.V1.FactUsed>().First().Unit,
                }),
        ];
    }
}
