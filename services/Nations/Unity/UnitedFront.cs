using Summit.Kernel;
using Summit.Nations.V1;
using Index = Summit.Nations.V1.Index;

namespace Summit.Nations.Unity;

/// <summary>A declared stance and its day, if known.</summary>
internal sealed record DeclaredStance(int Score, DateOnly? Day);

/// <summary>The inputs of the united-front computation.</summary>
internal sealed record FrontInputs(
    IReadOnlyCollection<string> Participants,
    IReadOnlyDictionary<string, DeclaredStance> Stances,
    ConsentCounts? Consents,
    IReadOnlyList<string> MissingConsents,
    long RequiredPersons,
    IReadOnlyDictionary<string, long> Offers,
    DateOnly AsOf);

/// <summary>The five figures, and one labelled composite.</summary>
internal static class UnitedFront
{
    private const string DeclaredIs = "participants with a declared stance / participants";
    private const string ConsentIs = "needed consents on record and in force / needed consents; 1 when none is needed";
    private const string ForceIs = "force offered by participants whose stance is above 0 / force required, at most 1";
    private const string OldestIs = "days from the oldest of the positions that hold to as_of";
    private const string CompositeIs = "composite, own definition: geometric mean of agreement, declared share, consent share and force share";

    public static MeasureUnitedFrontResponse Compute(FrontInputs inputs)
    {
        var declared = inputs.Participants.Where(inputs.Stances.ContainsKey).Select(p => (Nation: p, Stance: inputs.Stances[p])).ToList();
        var response = new MeasureUnitedFrontResponse
        {
            Agreement = Measures.Agreement(new VoteCounts
            {
                YesCount = declared.Count(d => d.Stance.Score > 0),
                NoCount = declared.Count(d => d.Stance.Score < 0),
                AbstainCount = declared.Count(d => d.Stance.Score == 0),
            }),
            DeclaredShare = inputs.Participants.Count == 0
                ? Measures.Undefined(DeclaredIs, "no participants")
                : Measures.Defined(DeclaredIs, declared.Count / (double)inputs.Participants.Count),
            ConsentShare = ConsentShare(inputs.Consents),
            ForceShare = ForceShare(inputs),
            OldestPositionDays = Oldest(declared.Select(d => d.Stance.Day), inputs.AsOf),
            SilentNations = { inputs.Participants.Except(declared.Select(d => d.Nation)).Order(StringComparer.Ordinal) },
            MissingConsents = { inputs.MissingConsents.Order(StringComparer.Ordinal) },
        };
        response.Composite = Composite(response.Agreement, response.DeclaredShare, response.ConsentShare, response.ForceShare);
        return response;
    }

    private static Index ConsentShare(ConsentCounts? consents) => consents switch
    {
        null => Measures.Undefined(ConsentIs, "consents were not given"),
        { NeededCount: 0 } => Measures.Defined(ConsentIs, 1),
        _ => Measures.Defined(ConsentIs, consents.GivenCount / (double)consents.NeededCount),
    };

    private static Index ForceShare(FrontInputs inputs)
    {
        if (inputs.RequiredPersons == 0)
        {
            return Measures.Undefined(ForceIs, "no force is required");
        }
        var offered = inputs.Offers.Where(o => inputs.Participants.Contains(o.Key) && inputs.Stances.TryGetValue(o.Key, out var s) && s.Score > 0).Sum(o => o.Value);
        return Measures.Defined(ForceIs, Math.Min(1, offered / (double)inputs.RequiredPersons));
    }

    private static Index Oldest(IEnumerable<DateOnly?> days, DateOnly asOf)
    {
        var known = days.OfType<DateOnly>().ToList();
        return known.Count == 0 ? Measures.Undefined(OldestIs, "no position with a date") : Measures.Defined(OldestIs, known.Min().DaysUntil(asOf));
    }

    private static Index Composite(params Index[] parts)
    {
        var open = parts.Where(p => !p.HasValue).Select(p => p.UndefinedReason).ToList();
        return open.Count > 0
            ? Measures.Undefined(CompositeIs, $"a part is undefined: {string.Join("; ", open)}")
            : Measures.Defined(CompositeIs, Math.Pow(parts.Aggregate(1.0, (product, p) => product * p.Value), 1.0 / parts.Length));
    }
}
