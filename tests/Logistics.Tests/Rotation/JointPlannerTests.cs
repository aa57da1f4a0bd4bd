using FsCheck;
using FsCheck.Fluent;
using Summit.Logistics.Rotation.Planning;

namespace Summit.Logistics.Tests.Rotation;

/// <summary>Plans of lines that share the ceiling of a nation: against a full enumeration and an independent checker.</summary>
public sealed class JointPlannerTests
{
    private sealed record Case(IReadOnlyList<LineNeed> Needs, RotationTerms Terms, long Ceiling)
    {
        public IReadOnlyDictionary<string, long> Ceilings => new Dictionary<string, long> { [Limited] = Ceiling };

        public override string ToString() =>
            $"{Terms}, ceiling {Ceiling}: {string.Join(" | ", Needs.Select(n => $"{n.Persons} for {n.Months}, priority {n.Priority}: {string.Join("; ", n.Units.Select(u => $"{u.Nation} {u.Persons} served {u.Served} ready {u.Ready}"))}"))}";
    }

    private const string Limited = "nations/FRA";

    private static readonly Gen<Case> Cases =
        from tour in Gen.Choose(1, 2)
        from dwell in Gen.Choose(0, 2)
        from overlap in Gen.Choose(0, tour - 1)
        from months in Gen.Choose(1, 4)
        from ceiling in Gen.Choose(0, 3)
        from lines in Gen.ArrayOf(Line(tour, months), 2)
        select new Case([.. lines.Select((l, i) => l with { Id = $"line-{i}" })], new RotationTerms(tour, dwell, overlap), ceiling);

    [Fact]
    public void Plan_RandomSmallCases_AreEqualToEnumeration() => Check(c =>
    {
        var plans = Plan(c);
        return plans.All(p => p.IsProven) && Best(c).SequenceEqual(ByPriority(c).SelectMany(i => new[] { plans[i].ShortMonth ?? c.Needs[i].Months, -plans[i].Missing }));
    });

    [Fact]
    public void Plan_EveryPlan_KeepsItsRulesAndTheCeilingInEveryMonth() => Check(c =>
    {
        var plans = Plan(c);
        return c.Needs.Zip(plans).All(p => !RotationChecker.Faults(p.First, c.Terms, p.Second.Tours).Any())
            && Enumerable.Range(0, c.Needs[0].End).All(m => Keeps(c, [.. plans.Select(p => p.Tours)], m));
    });

    [Fact]
    public void Plan_OneMoreUnit_IsNeverShortEarlierByPriority() => Check(c =>
    {
        var more = c with { Needs = [.. c.Needs.Select(n => n with { Units = [.. n.Units, new RotationUnit("more", 2) { Nation = Limited }] })] };
        long[] Values(Case of) => [.. ByPriority(of).SelectMany(i => new[] { Plan(of)[i].ShortMonth ?? of.Needs[i].Months, -Plan(of)[i].Missing })];
        return Compare(Values(more), Values(c)) >= 0;
    });

    [Fact]
    public void Plan_HandoverWithinANation_NeedsRoomUnderItsCeilingForBoth()
    {
        // Two units of 500 relieve each other after 4 months with one month of handover. In month 3 both are there.
        LineNeed[] needs = [new("line", 500, 7, [new("a", 500) { Nation = Limited }, new("b", 500) { Nation = Limited }])];
        int? ShortMonth(long ceiling) => new JointPlanner(needs, new RotationTerms(4, 12, 1), new Dictionary<string, long> { [Limited] = ceiling }, default).Plan()[0].ShortMonth;

        Assert.Null(ShortMonth(1_000));
        Assert.Equal(4, ShortMonth(999));
        Assert.Equal(0, ShortMonth(499));
    }

    [Fact]
    public void Plan_UnitInPlaceOnALaterLine_CountsTowardsTheCeilingOfTheFirst()
    {
        LineNeed[] needs = [new("first", 1, 1, [new("a", 1) { Nation = Limited }]), new("second", 2, 1, [new("b", 2, Served: 0) { Nation = Limited }])];

        var plans = new JointPlanner(needs, new RotationTerms(1, 1, 0), new Dictionary<string, long> { [Limited] = 1 }, default).Plan();

        Assert.Empty(plans[0].Tours);
        Assert.Equal([0, null], plans.Select(p => p.ShortMonth));
    }

    [Fact]
    public void Plan_LineOfHigherPriority_LeavesTheCeilingToTheOtherWhereItCan()
    {
        // Both lines can be filled only if the first takes the unit that has no ceiling.
        LineNeed[] needs =
        [
            new("second", 400, 3, [new("a", 400) { Nation = Limited }]) { Priority = 2 },
            new("first", 400, 3, [new("b", 400) { Nation = Limited }, new("c", 900) { Nation = "nations/GBR" }]),
        ];

        var plans = new JointPlanner(needs, new RotationTerms(3, 0, 0), new Dictionary<string, long> { [Limited] = 400 }, default).Plan();

        Assert.All(plans, p => Assert.Null(p.ShortMonth));
    }

    private static IReadOnlyList<LinePlan> Plan(Case c) => new JointPlanner(c.Needs, c.Terms, c.Ceilings, default).Plan();

    private static IEnumerable<int> ByPriority(Case c) => Enumerable.Range(0, c.Needs.Count).OrderBy(i => c.Needs[i].Priority).ThenBy(i => i);

    private static bool Keeps(Case c, IReadOnlyList<IReadOnlyList<Tour>> tours, int month)
    {
        var start = c.Needs.SelectMany(n => n.Units).Where(u => u.Nation == Limited && u.Served is { } s && month < c.Terms.Tour - s).Sum(u => u.Persons);
        return c.Needs.Zip(tours).Sum(l => RotationChecker.Present(l.First, c.Terms, l.Second, Limited, month)) <= Math.Max(c.Ceiling, start);
    }

    /// <summary>For each line, by priority: the latest short month, and the fewest persons missing, negative.</summary>
    private static long[] Best(Case c)
    {
        long[] best = [];
        var own = c.Needs.Select(n => Lines(c, n).ToList()).ToList();
        foreach (var (first, second) in own[0].SelectMany(a => own[1].Select(b => (a, b))).Where(p => Enumerable.Range(0, c.Needs[0].End).All(m => Keeps(c, [p.a, p.b], m))))
        {
            var values = ByPriority(c).SelectMany(i => Value(c.Needs[i], c.Terms, i == 0 ? first : second)).ToArray();
            best = best.Length == 0 || Compare(values, best) > 0 ? values : best;
        }

        return best;
    }

    private static int Compare(long[] a, long[] b) => a.Zip(b, (x, y) => x.CompareTo(y)).FirstOrDefault(x => x != 0);

    private static long[] Value(LineNeed need, RotationTerms terms, IReadOnlyList<Tour> tours)
    {
        var month = Enumerable.Range(0, need.Months).Cast<int?>().FirstOrDefault(m => RotationChecker.InPlace(need, terms, tours, m!.Value) < need.Persons);
        return month is { } first ? [first, RotationChecker.InPlace(need, terms, tours, first) - need.Persons] : [need.Months, 0];
    }

    private static IEnumerable<IReadOnlyList<Tour>> Lines(Case c, LineNeed need)
    {
        IEnumerable<IReadOnlyList<Tour>> plans = [[]];
        for (var unit = 0; unit < need.Units.Count; unit++)
        {
            var own = Own(c, need, unit).ToList();
            plans = plans.SelectMany(p => own.Select(o => (IReadOnlyList<Tour>)[.. p, .. o])).ToList();
        }

        return plans;
    }

    /// <summary>Every choice of months, and for the nation with a ceiling of a part of the unit, of one unit.</summary>
    private static IEnumerable<IReadOnlyList<Tour>> Own(Case c, LineNeed need, int unit)
    {
        var all = need.Units[unit].Persons;
        IEnumerable<IReadOnlyList<Tour>> choices = [[]];
        for (var month = 0; month < need.Months; month++)
        {
            var parts = need.Units[unit].Nation == Limited ? Enumerable.Range(1, (int)all).Select(p => (long)p) : [all];
            choices = [.. choices, .. choices.SelectMany(t => parts.Select(p => (IReadOnlyList<Tour>)[.. t, new Tour(unit, month, p)]))];
            choices = choices.Where(t => !RotationChecker.Faults(need, c.Terms, t).Any()).ToList();
        }

        return choices;
    }

    private static void Check(Func<Case, bool> holds) => Prop.ForAll(Cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(80));

    private static Gen<LineNeed> Line(int tour, int months) =>
        from persons in Gen.Choose(0, 3)
        from priority in Gen.Choose(1, 2)
        from units in Gen.Choose(0, 2).SelectMany(n => Gen.ArrayOf(Unit(tour), n))
        select new LineNeed("", persons, months, [.. units.Select((u, i) => u with { Name = $"{i}" })]) { Priority = priority };

    private static Gen<RotationUnit> Unit(int tour) =>
        from persons in Gen.Choose(1, 3)
        from nation in Gen.Elements(Limited, Limited, "nations/GBR")
        from served in Gen.Frequency((4, Gen.Constant((int?)null)), (1, Gen.Choose(0, tour - 1).Select(s => (int?)s)))
        from ready in Gen.Choose(0, 1)
        select new RotationUnit("", persons, served, ready) { Nation = nation };
}
