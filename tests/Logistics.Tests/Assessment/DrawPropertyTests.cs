using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Summit.Logistics.Assessment;
using Summit.Logistics.V1;
using AssessmentFacts = Summit.Logistics.Assessment.AssessmentFacts;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>What must hold for the draws of any question, tried on random ones over the Paris data.</summary>
public sealed class DrawPropertyTests
{
    private static readonly string[][] Coalitions = [["FRA", "GBR"], ["FRA", "GBR", "DEU", "POL", "NLD"], ["EST", "LVA", "LTU"], ["ITA", "ESP", "BEL", "SWE"]];

    [Fact]
    public async Task AddAsync_OtherNumberOfThreads_SameBytes()
    {
        var facts = ParisFacts.With(new AssessDeploymentRequest { Draws = 200, Seed = 5 }, Coalitions[1]);

        Assert.Equal((await ParisFacts.AnswerAsync(facts, threads: 1)).ToByteArray(), (await ParisFacts.AnswerAsync(facts, threads: 3)).ToByteArray());
    }

    [Fact]
    public async Task AddAsync_OneValuePerFact_EveryDrawIsTheAnswer()
    {
        var facts = Narrow(ParisFacts.With(new AssessDeploymentRequest { Draws = 40, Availability = 0.7 }, Coalitions[1]));

        var answer = await ParisFacts.AnswerAsync(facts);

        foreach (var judged in answer.Cases)
        {
            Assert.Equal(judged.Verdict, Assert.Single(judged.Draws.Verdicts).Verdict);
            Assert.All(Numbers(judged.Draws), n => Assert.True(n.P10 == n.P50 && n.P50 == n.P90, $"{judged.Posture} {n}"));
            Assert.Equal(judged.Movement.AsIfGiven.DestinationClosure.DayAtMidCapacity, judged.Draws.DestinationClosureDay.P10);
            Assert.Equal(judged.Strength.OnRecord.ReadyByCDayPersons.Mid, judged.Draws.ReadyByCDayPersons.P10);
            Assert.Equal(judged.Rotation.SustainablePersons.Mid, judged.Draws.SustainablePersons.P90);
        }
    }

    [Fact]
    public void AddAsync_WiderRange_NeverANarrowerResult() => Check(
        from coalition in Gen.Elements(Coalitions)
        from seed in Gen.Choose(0, 1_000)
        from fact in Gen.Choose(0, 1_000)
        from share in Gen.Choose(1, 9)
        select (coalition, seed, fact, share),
        c =>
        {
            var facts = ParisFacts.With(new AssessDeploymentRequest { Draws = 60, Seed = c.seed }, c.coalition);
            var (before, after) = (ParisFacts.AnswerAsync(facts).Result, ParisFacts.AnswerAsync(Widen(facts, c.fact, c.share / 10.0)).Result);
            return before.Cases.Zip(after.Cases).All(p => Numbers(p.First.Draws).Zip(Numbers(p.Second.Draws)).All(n => Holds(n.First, n.Second)));
        });

    /// <summary>The numbers of one posture.</summary>
    public static IEnumerable<DrawnNumber> Numbers(CaseDraws draws) =>
    [
        draws.DebarkationClosureDay, draws.DestinationClosureDay, draws.InPlaceByReadyDatePersons, draws.ReadyByCDayPersons, draws.SustainablePersons,
        draws.FirstBreakMonth, draws.FirstShortDay,
    ];

    private static bool Holds(DrawnNumber narrow, DrawnNumber wide)
    {
        static double Or(bool has, double value) => has ? value : double.PositiveInfinity;
        return Or(wide.HasP10, wide.P10) <= Or(narrow.HasP10, narrow.P10) && Or(wide.HasP90, wide.P90) >= Or(narrow.HasP90, narrow.P90);
    }

    /// <summary>Widens one fact, chosen by number: lowers its low end and raises its high end.</summary>
    private static AssessmentFacts Widen(AssessmentFacts facts, int chosen, double share) => (chosen % 5) switch
    {
        0 => facts.WithHeld(h => h with { Arcs = [.. h.Arcs.Select((a, i) => i == chosen / 5 % h.Arcs.Count ? Wider(a, share) : a)] }),
        1 => facts.WithHeld(h => h with { Commitments = [.. h.Commitments.Select((c, i) => i == chosen / 5 % h.Commitments.Count && c.Persons is not null ? Wider(c, share) : c)] }),
        2 => facts.WithHeld(h => h with { SustainmentFactors = [.. h.SustainmentFactors.Select((f, i) => i == chosen / 5 % h.SustainmentFactors.Count ? Wider(f, share) : f)] }),
        3 => facts with { Assumptions = new Dictionary<string, Range> { ["availability"] = new() { Low = 0.5 * (1 - share), Mid = 0.7, High = 0.85 + (0.15 * share) } } },
        _ => facts with { Assumptions = new Dictionary<string, Range> { ["notice-mechanised"] = new() { Low = 20 * (1 - share), Mid = 30, High = 60 * (1 + share) } } },
    };

    private static TransportArc Wider(TransportArc arc, double share)
    {
        var wide = arc.Clone();
        wide.CapacityTonnesPerDay.Low = (long)(wide.CapacityTonnesPerDay.Low * (1 - share));
        wide.CapacityTonnesPerDay.High = (long)(wide.CapacityTonnesPerDay.High * (1 + share));
        return wide;
    }

    private static StandingCommitment Wider(StandingCommitment commitment, double share)
    {
        var wide = commitment.Clone();
        wide.Persons = Wider(wide.Persons, share);
        return wide;
    }

    private static SustainmentFactor Wider(SustainmentFactor factor, double share)
    {
        var wide = factor.Clone();
        wide.Value = Wider(wide.Value, share);
        return wide;
    }

    private static Range Wider(Range range, double share) => new() { Low = range.Low * (1 - share), Mid = range.Mid, High = range.High * (1 + share) };

    private static AssessmentFacts Narrow(AssessmentFacts facts)
    {
        static Range Mid(Range range) => new() { Low = range.Mid, Mid = range.Mid, High = range.Mid };
        static DailyCapacity MidOf(DailyCapacity capacity) => new() { Low = capacity.Mid, Mid = capacity.Mid, High = capacity.Mid };
        string[] ids = ["supplies-brought", "notice-air-defence", "notice-airborne", "notice-armoured", "notice-artillery", "notice-engineer", "notice-headquarters", "notice-light", "notice-logistics", "notice-mechanised", "notice-medical"];
        return (facts with { Assumptions = ids.ToDictionary(id => id, id => Mid(Assumptions.Assumed.ValueOf(id))) }).WithHeld(h => h with
        {
            Arcs = [.. h.Arcs.Select(a => With(a, c => c.CapacityTonnesPerDay = MidOf(c.CapacityTonnesPerDay)))],
            Nodes = h.Nodes.ToDictionary(n => n.Key, n => n.Value.ThroughputTonnesPerDay is null ? n.Value : With(n.Value, c => c.ThroughputTonnesPerDay = MidOf(c.ThroughputTonnesPerDay)), StringComparer.Ordinal),
            Commitments = [.. h.Commitments.Select(c => c.Persons is null ? c : With(c, k => k.Persons = Mid(k.Persons)))],
            SustainmentFactors = [.. h.SustainmentFactors.Select(f => With(f, k => k.Value = Mid(k.Value)))],
            Option = With(h.Option, o => { foreach (var line in o.Lines.Where(l => l.EuropeanSharePercent is not null)) { line.EuropeanSharePercent = Mid(line.EuropeanSharePercent); foreach (var provider in line.ProvidedBy) { provider.SharePercent = Mid(provider.SharePercent); } } }),
        });
    }

    private static T With<T>(T message, Action<T> change)
        where T : IMessage<T>, IDeepCloneable<T>
    {
        var copy = message.Clone();
        change(copy);
        return copy;
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
}
