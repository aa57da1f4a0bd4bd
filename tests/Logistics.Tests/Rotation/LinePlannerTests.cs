using FsCheck;
using FsCheck.Fluent;
using Summit.Logistics.Rotation.Planning;

namespace Summit.Logistics.Tests.Rotation;

/// <summary>Plans of a line against a full enumeration, an independent checker and the closed formula.</summary>
public sealed class LinePlannerTests
{
    private sealed record Case(LineNeed Need, RotationTerms Terms)
    {
        public override string ToString() => $"{Terms}, {Need.Persons} for {Need.Months}: {string.Join("; ", Need.Units.Select(u => $"{u.Persons} served {u.Served} ready {u.Ready} by month {string.Join(',', u.ByMonth ?? [])}"))}";
    }

    private static readonly Gen<Case> Cases =
        from tour in Gen.Choose(1, 3)
        from dwell in Gen.Choose(0, 4)
        from overlap in Gen.Choose(0, tour - 1)
        from months in Gen.Choose(1, 6)
        from persons in Gen.Choose(0, 6)
        from units in Gen.Choose(0, 3).SelectMany(n => Gen.ArrayOf(Unit(tour), n))
        select new Case(new LineNeed("line", persons, months, [.. units.Select((u, i) => u with { Name = $"{i}" })]), new RotationTerms(tour, dwell, overlap));

    [Fact]
    public void Plan_RandomSmallCases_AreEqualToEnumeration() => Check(c =>
    {
        var plan = LinePlanner.Plan(c.Need, c.Terms, default);
        return plan.IsProven && RotationEnumeration.Best(c.Need, c.Terms) == (plan.ShortMonth ?? c.Need.Months, plan.Missing);
    });

    [Fact]
    public void Level_RandomSmallCases_AreEqualToEnumeration() => Check(c =>
    {
        var level = LinePlanner.Level(c.Need, c.Terms, default);
        return level.Persons == level.Bound && level.Persons == RotationEnumeration.Level(c.Need, c.Terms);
    });

    [Fact]
    public void Plan_EveryPlan_PassesTheChecker() => Check(c =>
    {
        var plan = LinePlanner.Plan(c.Need, c.Terms, default);
        return !RotationChecker.Faults(c.Need, c.Terms, plan.Tours).Any()
            && plan.InPlace.Index().All(p => p.Item == RotationChecker.InPlace(c.Need, c.Terms, plan.Tours, p.Index))
            && plan.InPlace.Take(plan.ShortMonth ?? c.Need.Months).All(p => p >= c.Need.Persons);
    });

    [Fact]
    public void Plan_ClosedFormula_IsNeverBeaten() => Check(c =>
        (LinePlanner.Plan(c.Need, c.Terms, default).ShortMonth ?? c.Need.Months) <= ClosedBound.ShortMonth(c.Need, c.Terms)
        && LinePlanner.Level(c.Need, c.Terms, default).Persons <= ClosedBound.Level(c.Need, c.Terms));

    [Fact]
    public void Plan_OneMoreUnit_IsNeverShortEarlierNorKeepsLess() => Check(c =>
    {
        var more = c.Need with { Units = [.. c.Need.Units, new RotationUnit("more", 2)] };
        return (LinePlanner.Plan(more, c.Terms, default).ShortMonth ?? c.Need.Months) >= (LinePlanner.Plan(c.Need, c.Terms, default).ShortMonth ?? c.Need.Months)
            && LinePlanner.Level(more, c.Terms, default).Persons >= LinePlanner.Level(c.Need, c.Terms, default).Persons;
    });

    [Fact]
    public void Mends_EveryMend_HoldsAndOneLessDoesNot() => Check(c =>
    {
        if (LinePlanner.Plan(c.Need, c.Terms, default).ShortMonth is null)
        {
            return true;
        }

        var mends = LineMends.Of(c.Need, c.Terms, default);
        bool Holds(int units) => LinePlanner.Plan(c.Need with { Units = [.. c.Need.Units, .. Enumerable.Range(0, units).Select(i => new RotationUnit($"more-{i}", mends.UnitPersons))] }, c.Terms, default).ShortMonth is null;
        bool HoldsWith(RotationTerms terms) => LinePlanner.Plan(c.Need, terms, default).ShortMonth is null;
        return Holds(mends.MoreUnits) && !Holds(mends.MoreUnits - 1)
            && (mends.DwellMonths is { } dwell ? HoldsWith(c.Terms with { Dwell = dwell }) && !HoldsWith(c.Terms with { Dwell = dwell + 1 }) : !HoldsWith(c.Terms with { Dwell = 0 }))
            && (mends.TourMonths is not { } tour || HoldsWith(c.Terms with { Tour = tour }));
    });

    [Fact]
    public void Plan_TwoUnitsThatShareAMonthOfHandover_AreThereTogether()
    {
        // Two units of 500, tours of 4 months with one month of handover: the second begins in month 3 and counts from month 4.
        var need = new LineNeed("line", 500, 12, [new("a", 500), new("b", 500, Ready: 1)]);
        var plan = LinePlanner.Plan(need, new RotationTerms(4, 12, 1), default);

        Assert.Equal([new Tour(0, 0, 500), new Tour(1, 3, 500)], plan.Tours);
        Assert.Equal((7, 500L), (plan.ShortMonth, plan.Missing));
    }

    private static void Check(Func<Case, bool> holds) => Prop.ForAll(Cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static Gen<RotationUnit> Unit(int tour) =>
        from persons in Gen.Choose(0, 4)
        from served in Gen.Frequency((3, Gen.Constant((int?)null)), (1, Gen.Choose(0, tour - 1).Select(s => (int?)s)))
        from ready in Gen.Choose(0, 2)
        from byMonth in Gen.Frequency((2, Gen.Constant<long[]?>(null)), (1, Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(persons)), (2, Gen.Choose(0, persons))).Select(p => (long)p), 6)))
        select new RotationUnit("", persons, served, ready) { ByMonth = byMonth };
}
