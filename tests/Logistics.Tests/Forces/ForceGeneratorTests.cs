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
        from lines in Gen.Choose(1, 2).SelectMany(n => Gen.ArrayOf(Line(), n))
        from units in Gen.Choose(0, 4).SelectMany(n => Gen.ArrayOf(Unit(), n))
        from order in Gen.Shuffle<GenerationObjective>(GenerationProblem.DefaultObjectives)
        select new GenerationProblem(
            [.. lines.Select((l, i) => l with { Id = $"line-{i}" })],
            [.. units.Select((u, i) => u with { Name = $"{u.Nation}/forceElements/{i}" })],
            order);

    [Fact]
    public void Solve_RandomSmallCases_AreEqualToEnumeration() => Check(problem =>
    {
        var best = Enumeration.Best(problem);
        var result = ForceGenerator.Solve(problem, default);
        return best.SequenceEqual(Enumeration.Values(problem, result.Taken)) && result.Objectives.All(o => o.Value == o.Bound);
    });

    [Fact]
    public void Solve_OneMoreUnit_NeverFillsFewer() => Check(problem =>
    {
        var fill = problem with { Objectives = [GenerationObjective.Fill] };
        var more = fill with { Units = [.. fill.Units, new GenerationUnit("nations/ZZZ/forceElements/more", "nations/ZZZ", UnitType.Light, 2, 3, 1)] };
        return Missing(more) <= Missing(fill);
    });

    [Fact]
    public void Solve_EveryMatch_KeepsItsRules() => Check(problem =>
    {
        var taken = ForceGenerator.Solve(problem, default).Taken;
        return taken.All(t => t.Persons <= problem.Units[t.Unit].Usable && problem.Units[t.Unit].Fits(problem.Lines[t.Line]))
            && taken.GroupBy(t => t.Unit).All(g => g.Count() == 1)
            && taken.GroupBy(t => t.Line).All(g => g.Sum(t => t.Persons) <= problem.Lines[g.Key].Needed);
    });

    [Fact]
    public void QuickMatch_EveryMatch_KeepsItsRulesAndNoBoundIsAboveIt() => Check(problem =>
    {
        var taken = QuickMatch.Of(problem);
        var best = Enumeration.Best(problem with { Objectives = [GenerationObjective.Fill] });
        var bounds = problem.Lines.Select(l => l.Priority).Distinct().Order().Select(p => MatchBounds.Missing(problem, p)).ToList();
        return taken.All(t => t.Persons <= problem.Units[t.Unit].Usable && problem.Units[t.Unit].Fits(problem.Lines[t.Line]))
            && taken.GroupBy(t => t.Unit).All(g => g.Count() == 1)
            && taken.GroupBy(t => t.Line).All(g => g.Sum(t => t.Persons) <= problem.Lines[g.Key].Needed)
            && bounds.Zip(best).All(p => p.First <= p.Second);
    });

    [Fact]
    public void MatchBounds_OfEveryObjective_AreNotAboveTheBestMatch() => Check(problem =>
    {
        var best = ForceGenerator.Solve(problem with { Objectives = GenerationProblem.DefaultObjectives }, default);
        var bounds = new MatchBounds(problem, best.Objectives[0].Value);
        return best.Objectives.Skip(1).All(o => bounds.Of(o.Objective) <= o.Value);
    });

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

    private static long Missing(GenerationProblem problem) => ForceGenerator.Solve(problem, default).Objectives[0].Value;

    private static void Check(Func<GenerationProblem, bool> holds) => Prop.ForAll(Problems.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static Gen<GenerationLine> Line() =>
        from kinds in Gen.Elements<UnitType[]>([[Kinds[0]], [Kinds[1]], Kinds])
        from needed in Gen.Choose(0, 4)
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
