using FsCheck;
using FsCheck.Fluent;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Forces;

/// <summary>The match against a full enumeration, and what must hold of every match.</summary>
public sealed class ForceGeneratorTests
{
    private static readonly UnitType[] Kinds = [UnitType.Armoured, UnitType.Light];

    private static readonly Gen<GenerationProblem> Problems =
        from lines in Gen.Choose(1, 3).SelectMany(n => Gen.ArrayOf(Line(), n))
        from units in Gen.Choose(0, 4).SelectMany(n => Gen.ArrayOf(Unit(), n))
        from order in Gen.Shuffle<GenerationObjective>(GenerationProblem.DefaultObjectives)
        from ceiling in Gen.Frequency((2, Gen.Constant(-1)), (1, Gen.Choose(0, 4)))
        from enablers in Enablers(lines)
        select new GenerationProblem(
            [.. lines.Select((l, i) => l with { Id = $"line-{i}" })],
            [.. units.Select((u, i) => u with { Name = $"{u.Nation}/forceElements/{i}" })],
            order)
        {
            Ceilings = ceiling < 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { ["nations/FRA"] = ceiling },
            Enablers = enablers,
        };

    [Fact]
    public void Solve_RandomSmallCases_AreEqualToEnumeration() => Check(problem =>
    {
        var result = ForceGenerator.Solve(problem, default);
        return Enumeration.Best(problem).SequenceEqual(Enumeration.Values(problem, result.Match)) && result.Objectives.All(o => o.Value == o.Bound);
    });

    [Fact]
    public void Solve_OneMoreUnit_NeverFillsFewer() => Check(problem =>
    {
        // Fewer in the order of priority: a line of lower priority may give way to a higher one.
        var fill = problem with { Objectives = [GenerationObjective.Fill] };
        var more = fill with { Units = [.. fill.Units, new GenerationUnit("nations/ZZZ/forceElements/more", "nations/ZZZ", UnitType.Light, 2, 3, 1)] };
        return First(more) is var after && First(fill) is var before && after.Zip(before, (x, y) => x.CompareTo(y)).FirstOrDefault(c => c != 0) <= 0;

        IReadOnlyList<long> First(GenerationProblem of) => Enumeration.Values(of, ForceGenerator.Solve(of, default).Match);
    });

    [Fact]
    public void Solve_EveryMatch_KeepsItsRules() => Check(problem =>
        !Enumeration.Faults(problem, ForceGenerator.Solve(problem, default).Match).Any() && !Enumeration.Faults(problem, QuickMatch.Of(problem)).Any());

    [Fact]
    public void LargeMatch_RandomSmallCases_KeepsItsRulesAndItsBoundsAreNotAboveTheBest() => Check(problem =>
    {
        var (best, result) = (ForceGenerator.Solve(problem, default), new LargeMatch(problem, default).Solve());
        // A bound holds for the values reached before it, what is not taken included. Where one of these is not the best, the later ones say nothing.
        var same = problem.Priorities.All(p => problem.Untaken(best.Match, p) == problem.Untaken(result.Match, p));
        var compared = best.Objectives.Zip(result.Objectives).Take(same ? int.MaxValue : problem.Objectives.ToList().IndexOf(GenerationObjective.Fill) + 1).ToList();
        return !Enumeration.Faults(problem, result.Match).Any()
            && result.Objectives.All(o => o.Bound <= o.Value)
            && compared.TakeWhile(o => o.First.Value == o.Second.Value).All(o => o.Second.Bound <= o.First.Value)
            && compared.SkipWhile(o => o.First.Value == o.Second.Value).Take(1).All(o => o.Second.Bound <= o.First.Value && o.First.Value <= o.Second.Value);
    });

    [Fact]
    public void MatchBounds_OfFillAndDay_AreNotAboveTheBestMatch() => Check(problem =>
    {
        var first = problem with { Objectives = [GenerationObjective.Fill, GenerationObjective.Earliest] };
        var (best, bounds) = (ForceGenerator.Solve(first, default), new MatchBounds(first, _ => true, default));
        long Missing(int priority) => first.Missing(best.Match, priority);
        return first.Priorities.All(p => bounds.Missing(p, Missing) <= Missing(p)) && bounds.Earliest(_ => true, Missing) <= best.Objectives[1].Value;
    });

    [Fact]
    public void Solve_EqualUnits_AreOneKindAndSplitAgain()
    {
        var units = Enumerable.Range(0, 5).Select(i => new GenerationUnit($"u{i}", "nations/FRA", UnitType.Light, 100, 5, 10)).ToList();
        var lines = new[] { 250, 130 }.Select((needed, i) => new GenerationLine($"l{i}", new HashSet<UnitType> { UnitType.Light }, needed, i + 1, null)).ToList();
        var problem = new GenerationProblem(lines, units, GenerationProblem.DefaultObjectives);

        var match = ForceGenerator.Solve(problem, default).Match;

        Assert.Empty(Enumeration.Faults(problem, match));
        Assert.Equal([250, 130], match.Used);
        Assert.Equal(5, match.Taken.Count);
    }

    [Fact]
    public void Solve_ScarceEnabler_GoesToTheLineOfHigherPriority()
    {
        // Both lines of 100 need what there is for 120 of their 200.
        GenerationUnit[] units = [new("a", "nations/FRA", UnitType.Armoured, 100, 5, 1), new("b", "nations/FRA", UnitType.Light, 100, 5, 1)];
        GenerationLine[] lines = [new("later", new HashSet<UnitType> { UnitType.Light }, 100, 3, null), new("first", new HashSet<UnitType> { UnitType.Armoured }, 100, 2, null)];
        var problem = new GenerationProblem(lines, units, GenerationProblem.DefaultObjectives) { Enablers = [new([0, 1], 1, null, 0, 120)] };

        var result = ForceGenerator.Solve(problem, default);

        Assert.Equal([20, 100], result.Used);
        Assert.Equal((80, 80), (result.Objectives[0].Value, result.Objectives[0].Bound));
    }

    [Fact]
    public void Solve_UnitThatCouldBeEnabler_FillsTheEnablerOfTheHigherPriority()
    {
        // The only medical unit fits two lines. Infantry of priority 1 depends on one of them, so the unit goes there, though the other comes first by itself.
        GenerationUnit[] units = [new("infantry", "nations/FRA", UnitType.Light, 100, 5, 1), new("medical", "nations/FRA", UnitType.Medical, 10, 5, 1)];
        GenerationLine[] lines =
        [
            new("hospital", new HashSet<UnitType> { UnitType.Medical }, 10, 2, null),
            new("infantry", new HashSet<UnitType> { UnitType.Light }, 100, 1, null),
            new("field-medical", new HashSet<UnitType> { UnitType.Medical }, 10, 5, null),
        ];
        var problem = new GenerationProblem(lines, units, GenerationProblem.DefaultObjectives) { Enablers = [new([1], 10, 2, 100, 0)] };

        Assert.Equal([0, 100, 10], ForceGenerator.Solve(problem, default).Used);
    }

    [Fact]
    public void Solve_ManyUnitsAndLines_ClosesTheGapAndGivesTheSameTwice()
    {
        var types = Enum.GetValues<UnitType>().Where(t => t != UnitType.Unspecified).ToArray();
        var problem = new GenerationProblem(
            [.. Enumerable.Range(0, 30).Select(i => new GenerationLine($"l{i}", new HashSet<UnitType> { types[i % 5] }, 1_500 + (i * 53 % 17 * 100), 1 + (i % 3), i % 4 == 0 ? 30 : null))],
            [.. Enumerable.Range(0, 250).Select(i => new GenerationUnit($"nations/A{i % 12}/u{i:0000}", $"nations/A{i % 12}", types[i * 7 % 5], 150 + (i * 37 % 11 * 40), i * 13 % 60, 1_000 + (i % 5 * 800)))],
            GenerationProblem.DefaultObjectives);

        var (first, again) = (ForceGenerator.Solve(problem, default), ForceGenerator.Solve(problem, default));

        Assert.Empty(Enumeration.Faults(problem, first.Match));
        Assert.All(first.Objectives, o => Assert.True(o.Value - o.Bound <= o.Value / 50, $"{o}"));
        Assert.Equal(first.Taken, again.Taken);
        Assert.Equal(first.Objectives, again.Objectives);
    }

    [Fact]
    public void Solve_Objectives_AreKeptInOrder()
    {
        // A light unit ready late or a heavy one ready early: what comes first decides.
        GenerationUnit[] units = [new("a", "nations/FRA", UnitType.Light, 10, 30, 100), new("b", "nations/GBR", UnitType.Light, 10, 5, 900)];
        GenerationLine[] lines = [new("infantry", new HashSet<UnitType> { UnitType.Light }, 10, 5, null)];

        int First(params GenerationObjective[] order) => Assert.Single(ForceGenerator.Solve(new GenerationProblem(lines, units, order), default).Taken).Unit;

        Assert.Equal(1, First(GenerationObjective.Fill, GenerationObjective.Earliest, GenerationObjective.LeastCargo));
        Assert.Equal(0, First(GenerationObjective.Fill, GenerationObjective.LeastCargo, GenerationObjective.Earliest));
    }

    [Fact]
    public void Solve_NoticeLongerThanTheLineAllows_IsNotTaken()
    {
        GenerationUnit[] units = [new("a", "nations/FRA", UnitType.Light, 10, 30, 100)];
        GenerationLine[] lines = [new("infantry", new HashSet<UnitType> { UnitType.Light }, 10, 5, 29)];

        Assert.Empty(ForceGenerator.Solve(new GenerationProblem(lines, units, GenerationProblem.DefaultObjectives), default).Taken);
    }

    private static void Check(Func<GenerationProblem, bool> holds) => Prop.ForAll(Problems.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <summary>None, one that no unit provides, or a line that provides for others.</summary>
    private static Gen<IReadOnlyList<EnablerLimit>> Enablers(GenerationLine[] lines) => lines.Length == 1
        ? Gen.Constant<IReadOnlyList<EnablerLimit>>([])
        : from kind in Gen.Choose(0, 3)
          from capacity in Gen.Choose(0, 5)
          from line in Gen.Choose(0, lines.Length - 1)
          let others = Enumerable.Range(0, lines.Length).Where(l => l != line).ToList()
          let external = new EnablerLimit(others, 1, null, 0, capacity)
          let byUnits = new EnablerLimit(others, Math.Max(1, lines[line].Needed), line, others.Sum(o => lines[o].Needed), 0)
          select kind switch { 0 => (IReadOnlyList<EnablerLimit>)[], 1 => [external], 2 => [byUnits], _ => [external, byUnits] };

    private static Gen<GenerationLine> Line() =>
        from kinds in Gen.Elements<UnitType[]>([[Kinds[0]], [Kinds[1]], Kinds])
        from needed in Gen.Choose(0, 3)
        from priority in Gen.Choose(1, 2)
        from latest in Gen.Elements<int?>(null, 2)
        select new GenerationLine("", kinds.ToHashSet(), needed, priority, latest);

    private static Gen<GenerationUnit> Unit() =>
        from nation in Gen.Elements("nations/FRA", "nations/GBR")
        from kind in Gen.Elements(Kinds)
        from usable in Gen.Choose(0, 3)
        from ready in Gen.Choose(0, 4)
        from cargo in Gen.Choose(0, 5)
        select new GenerationUnit("", nation, kind, usable, ready, cargo);
}
