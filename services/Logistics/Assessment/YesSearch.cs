using Summit.Logistics.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;
using Kind = Summit.Logistics.V1.SensitivityRow.Types.Kind;

namespace Summit.Logistics.Assessment;

/// <summary>
/// The smallest set of yeses that makes the verdict positive. Every missing consent is needed. Of the offers, the approvals and the
/// backstop of the United States, sets are tried by size, up to a number of tries.
/// </summary>
internal static class YesSearch
{
    private const int MostTries = 100;
    private const int MostSets = 20_000;
    private const string Usa = "nations/USA";

    public static YesSet Of(ChangeStudy study)
    {
        if (study.VerdictOf(study.Answered, []) == Verdict.PermittedAndFeasible)
        {
            return new YesSet { Found = true, ProvenSmallest = true, Explanation = "The verdict is positive already." };
        }

        var offers = study.Inputs.Contributions.Contributions.Where(c => c.UnitCount > 0 && !Force.Offers(c, study.Posture)).Select(c => c.Nation)
            .Concat(study.Posture == UsaPosture.FullBackstop ? [] : [Usa]).Order(StringComparer.Ordinal).ToList();
        LightResult With(IReadOnlyCollection<string> yeses) => study.With(
            Group.Offers, [.. yeses.Where(n => n != Usa)], yeses.Contains(Usa) ? UsaPosture.FullBackstop : null, study.Missing);
        bool Positive(IReadOnlyCollection<string> yeses) => study.VerdictOf(With(yeses), study.Missing) == Verdict.PermittedAndFeasible;

        if (!Positive(offers))
        {
            var lacks = With(offers).Lacks;
            return new YesSet
            {
                Explanation = "No set of yeses makes the verdict positive: " + (lacks.Count > 0
                ? $"even when every nation with units offers, {string.Join(", ", lacks)}." : "the decision itself does not allow it."),
                StillLacking = { lacks.Count > 0 ? lacks : ["the decision itself does not allow it"] },
            };
        }

        // A set without enough persons is not tried. The sum is a bound: ceilings and lines leave fewer.
        var pools = study.Inputs.Contributions.Contributions.ToDictionary(c => c.Nation, c => c.PoolPersons * study.Inputs.Availability.Mid, StringComparer.Ordinal);
        var offered = study.Inputs.Contributions.Contributions.Where(c => c.Group == Group.Offers).Sum(c => pools[c.Nation]);
        var needed = study.Part.Force!.Lines.Sum(l => l.Needed);
        bool Enough(IReadOnlyCollection<string> yeses) => offered + yeses.Sum(n => pools.GetValueOrDefault(n)) >= needed;

        var (set, proven) = Smallest(offers, Enough, Positive);
        var result = new YesSet { Found = true, ProvenSmallest = proven };
        result.Yeses.Add(study.Missing.Select(n => new Yes { Nation = n, Kind = Kind.Consent })
            .Concat(set.Select(n => new Yes { Nation = n, Kind = n == Usa ? Kind.UsaPosture : SensitivityStep.YesOf(study, study.Inputs.Contributions.Contributions.First(c => c.Nation == n)).Kind }))
            .OrderBy(y => y.Kind).ThenBy(y => y.Nation, StringComparer.Ordinal));
        result.Explanation = string.Join("; ", result.Yeses.GroupBy(y => y.Kind).Select(g => $"{Words(g.Key)} {string.Join(", ", g.Select(y => y.Nation))}"))
            + (proven ? "." : ". No single one of them can be left out; whether a smaller set exists was not proven.");
        return result;
    }

    private static string Words(Kind kind) => kind switch
    {
        Kind.Consent => "consent of",
        Kind.Approval => "approval of the parliament of",
        Kind.UsaPosture => "full backstop of",
        _ => "units of",
    };

    /// <summary>Sets by size. When the tries are used up, yeses are left out of the whole one by one.</summary>
    private static (IReadOnlyList<string> Set, bool Proven) Smallest(
        IReadOnlyList<string> offers, Func<IReadOnlyCollection<string>, bool> enough, Func<IReadOnlyCollection<string>, bool> positive)
    {
        var (tries, sets) = (0, 0);
        for (var size = 0; size < offers.Count; size++)
        {
            foreach (var set in Sets(offers, size, 0))
            {
                if (++sets > MostSets || tries > MostTries)
                {
                    return (Reduced(offers, positive), false);
                }

                if (!enough(set))
                {
                    continue;
                }

                tries++;
                if (positive(set))
                {
                    return (set, true);
                }
            }
        }

        return (offers, true);
    }

    private static List<string> Reduced(IReadOnlyList<string> offers, Func<IReadOnlyCollection<string>, bool> positive)
    {
        var left = offers.ToList();
        foreach (var nation in offers)
        {
            var without = left.Where(n => n != nation).ToList();
            left = positive(without) ? without : left;
        }

        return left;
    }

    private static IEnumerable<IReadOnlyList<string>> Sets(IReadOnlyList<string> from, int size, int first)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }

        for (var i = first; i <= from.Count - size; i++)
        {
            foreach (var rest in Sets(from, size - 1, i + 1))
            {
                yield return [from[i], .. rest];
            }
        }
    }
}
