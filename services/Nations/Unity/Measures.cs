using Summit.Nations.V1;
using Index = Summit.Nations.V1.Index;

namespace Summit.Nations.Unity;

/// <summary>The named measures of unity. A measure that is not defined for its input is reported as undefined, never as 0.</summary>
internal static class Measures
{
    private const string RiceIs = "Rice: |yes - no| / (yes + no)";
    private const string AttinaIs = "Attina: (m - (T - m)) / T, T all, m the largest of yes, no, abstain";
    private const string AgreementIs = "Agreement index (Hix, Noury, Roland): (m - (T - m) / 2) / T, T all, m the largest of yes, no, abstain";
    private const string VanDerEijkIs = "Van der Eijk A: layers of equal height, U (1 - (S - 1) / (K - 1)) weighted by layer share";
    private const string PairIs = "(same + half of those where one abstains) / matters on which both voted";

    public static Index Rice(VoteCounts counts) => counts.YesCount + counts.NoCount is var voted and > 0
        ? Defined(RiceIs, Math.Abs(counts.YesCount - counts.NoCount) / (double)voted)
        : Undefined(RiceIs, "nobody voted yes or no");

    public static Index Attina(VoteCounts counts) => OfLargest(counts, AttinaIs, (m, t) => (m - (t - m)) / t);

    public static Index Agreement(VoteCounts counts) => OfLargest(counts, AgreementIs, (m, t) => (m - ((t - m) / 2)) / t);

    /// <summary>Ordered agreement, -1 to 1. The histogram is split into layers.</summary>
    public static Index VanDerEijk(IReadOnlyList<long> frequencies)
    {
        var total = frequencies.Sum();
        if (frequencies.Count < 2 || total == 0)
        {
            return Undefined(VanDerEijkIs, frequencies.Count < 2 ? "fewer than two categories" : "no stance in any category");
        }
        var sum = 0.0;
        var floor = 0L;
        foreach (var height in frequencies.Where(f => f > 0).Distinct().Order())
        {
            var pattern = frequencies.Select(f => f >= height).ToArray();
            var share = (height - floor) * pattern.Count(p => p) / (double)total;
            sum += share * LayerAgreement(pattern);
            floor = height;
        }
        return Defined(VanDerEijkIs, sum);
    }

    /// <summary>Pairwise agreement of two nations (Lijphart).</summary>
    public static PairAgreement Pair(string first, string second, IEnumerable<(Choice First, Choice Second)> common)
    {
        var votes = common.ToList();
        var same = votes.Count(v => v.First == v.Second);
        var oneAbstains = votes.Count(v => v.First != v.Second && (v.First == Choice.Abstain || v.Second == Choice.Abstain));
        return new PairAgreement
        {
            FirstNation = first,
            SecondNation = second,
            CommonCount = votes.Count,
            SameCount = same,
            OneAbstainsCount = oneAbstains,
            Agreement = votes.Count == 0 ? Undefined(PairIs, "no matter on which both voted") : Defined(PairIs, (same + (oneAbstains / 2.0)) / votes.Count),
        };
    }

    public static Index Mean(string definition, IEnumerable<Index> parts)
    {
        var values = parts.Where(p => p.HasValue).Select(p => p.Value).ToList();
        return values.Count == 0 ? Undefined(definition, "no part is defined") : Defined(definition, values.Average());
    }

    public static Index Defined(string definition, double value) => new() { Definition = definition, Value = value };

    public static Index Undefined(string definition, string reason) => new() { Definition = definition, UndefinedReason = reason };

    private static Index OfLargest(VoteCounts counts, string definition, Func<double, double, double> formula)
    {
        var total = counts.YesCount + counts.NoCount + counts.AbstainCount;
        var largest = Math.Max(counts.YesCount, Math.Max(counts.NoCount, counts.AbstainCount));
        return total == 0 ? Undefined(definition, "nobody voted") : Defined(definition, formula(largest, total));
    }

    // TU counts triples 110 and 011, TDU triples 101, over all categories i < j < k.
    private static double LayerAgreement(bool[] pattern)
    {
        var k = pattern.Length;
        var s = pattern.Count(p => p);
        long unimodal = 0, bimodal = 0;
        for (var i = 0; i < k; i++)
        {
            for (var j = i + 1; j < k; j++)
            {
                for (var l = j + 1; l < k; l++)
                {
                    unimodal += (pattern[i] && pattern[j] && !pattern[l]) || (!pattern[i] && pattern[j] && pattern[l]) ? 1 : 0;
                    bimodal += pattern[i] && !pattern[j] && pattern[l] ? 1 : 0;
                }
            }
        }
        var u = unimodal + bimodal == 0 ? 1.0 : (((k - 2) * unimodal) - ((k - 1) * bimodal)) / (double)((k - 2) * (unimodal + bimodal));
        return u * (1 - ((s - 1) / (double)(k - 1)));
    }
}
