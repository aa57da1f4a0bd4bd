using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Summit.Logistics.V1;
using Measure = Summit.Logistics.V1.SustainmentFactor.Types.Measure;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Tests.Sustainment;

/// <summary>What must hold of every projection, tried on random ones.</summary>
public sealed class ProjectStocksPropertyTests
{
    private static readonly SupplyClass[] Classes = [SupplyClass.Rations, SupplyClass.General, SupplyClass.Spares, SupplyClass.Ammunition];

    private static readonly Gen<ProjectStocksRequest> Questions =
        from persons in Gen.Choose(1, 3_000)
        from equipment in Gen.Choose(0, 50_000)
        from each in Gen.ArrayOf(Ranges(30), 4)
        from opening in Gen.ArrayOf(Ranges(500), 4)
        from lift in Ranges(80)
        from arrivals in Gen.ListOf(from day in Gen.Choose(0, 40) from c in Gen.Choose(0, 3) from tonnes in Ranges(60) select (day, c, tonnes))
        select Question(persons, equipment, each, opening, lift, arrivals);

    [Fact]
    public void ProjectStocks_MoreStockOfAClass_NothingIsShortEarlierAndNoStockIsLess() => Check(
        from question in Questions from c in Gen.Choose(0, 3) from more in Gen.Choose(1, 300) select (question, c, more),
        t =>
        {
            var better = t.question.Clone();
            better.OpeningStocks[t.c].Tonnes = Plus(better.OpeningStocks[t.c].Tonnes, t.more);
            return NotWorse(better.Project(), t.question.Project()) && Levels(better).Zip(Levels(t.question)).All(p => p.First >= p.Second);
        });

    [Fact]
    public void ProjectStocks_MoreLift_NothingIsShortEarlierAndNoStockIsLess() => Check(
        from question in Questions from more in Gen.Choose(1, 100) select (question, more),
        t =>
        {
            var better = t.question.Clone();
            better.ResupplyTonnesPerDay = Plus(better.ResupplyTonnesPerDay, t.more);
            return NotWorse(better.Project(), t.question.Project()) && Levels(better).Zip(Levels(t.question)).All(p => p.First >= p.Second);
        });

    [Fact]
    public void ProjectStocks_MorePersons_NothingIsShortLater() => Check(
        from question in Questions from more in Gen.Choose(1, 2_000) select (question, more),
        t =>
        {
            var worse = t.question.Clone();
            worse.Persons = Plus(worse.Persons, t.more);
            return NotWorse(t.question.Project(), worse.Project());
        });

    [Fact]
    public void ProjectStocks_WiderRange_NeverNarrowsTheFirstDayNorTheNeed() => Check(
        from question in Questions from c in Gen.Choose(0, 2) select (question, c),
        t =>
        {
            var wide = t.question.Clone();
            var value = wide.InlineFactors[t.c].Value;
            wide.InlineFactors[t.c].Value = new Range { Low = value.Low / 2, Mid = value.Mid, High = value.High + 1 };
            wide.ResupplyTonnesPerDay = new Range { Low = wide.ResupplyTonnesPerDay.Low / 2, Mid = wide.ResupplyTonnesPerDay.Mid, High = wide.ResupplyTonnesPerDay.High + 1 };
            var (before, after) = (t.question.Project(), wide.Project());
            return Early(after.FirstShortDay) <= Early(before.FirstShortDay) && Late(after.FirstShortDay) >= Late(before.FirstShortDay) && Mid(after.FirstShortDay) == Mid(before.FirstShortDay)
                && after.NeedTonnesPerDay.Low <= before.NeedTonnesPerDay.Low && after.NeedTonnesPerDay.High >= before.NeedTonnesPerDay.High;
        });

    [Fact]
    public void ProjectStocks_AnyQuestion_EarliestIsNotAfterMidNorMidAfterLatest() => Check(Questions, question =>
    {
        var answer = question.Project();
        return answer.Lines.SelectMany(l => new[] { l.FirstShortDay, l.FirstBelowFloorDay }).All(d => Early(d) <= Mid(d) && Mid(d) <= Late(d));
    });

    [Fact]
    public void ProjectStocks_InputsInAnotherOrder_SameBytes() => Check(Questions, question =>
    {
        var other = question.Clone();
        Reverse(other.OpeningStocks);
        Reverse(other.Arrivals);
        Reverse(other.Vehicles);
        return question.Project().ToByteArray().AsSpan().SequenceEqual(other.Project().ToByteArray());
    });

    private static ProjectStocksRequest Question(int persons, int equipment, Range[] each, Range[] opening, Range lift, IReadOnlyList<(int Day, int Class, Range Tonnes)> arrivals) => new()
    {
        Persons = Stocks.Only(persons),
        EquipmentTonnes = Stocks.Only(equipment),
        HorizonDays = 60,
        OnlyInlineFactors = true,
        ResupplyTonnesPerDay = lift,
        Vehicles = { new VehicleGroup { VehicleKind = VehicleKind.Truck, VehicleCount = Stocks.Only(10) }, new VehicleGroup { VehicleKind = VehicleKind.Light, VehicleCount = Stocks.Only(20) } },
        InlineFactors =
        {
            Stocks.Factor(Classes[0], Measure.KgPerPersonDay, each[0]),
            Stocks.Factor(Classes[1], Measure.KgPerPersonDay, each[1]),
            Stocks.Factor(Classes[2], Measure.PercentOfEquipmentPerMonth, each[2]),
            Stocks.Factor(Classes[3], Measure.HoldingKgPerPersonDayOfSupply, each[3]),
            Stocks.Factor(Classes[3], Measure.HoldingDays, Stocks.Only(3)),
        },
        OpeningStocks = { Classes.Select((c, i) => new OpeningStock { SupplyClass = c, Tonnes = opening[i] }) },
        Arrivals = { arrivals.Select(a => new StockArrival { Day = a.Day, SupplyClass = Classes[a.Class], Tonnes = a.Tonnes }) },
    };

    /// <summary>Whether nothing is short, or below its floor, earlier in one answer than in another.</summary>
    private static bool NotWorse(ProjectStocksResponse better, ProjectStocksResponse worse) => better.Lines.Zip(worse.Lines).All(l =>
        NotEarlier(l.First.FirstShortDay, l.Second.FirstShortDay) && NotEarlier(l.First.FirstBelowFloorDay, l.Second.FirstBelowFloorDay));

    private static bool NotEarlier(FirstDay better, FirstDay worse) => Early(better) >= Early(worse) && Mid(better) >= Mid(worse) && Late(better) >= Late(worse);

    private static int Early(FirstDay day) => day.HasEarliest ? day.Earliest : int.MaxValue;

    private static int Mid(FirstDay day) => day.HasMid ? day.Mid : int.MaxValue;

    private static int Late(FirstDay day) => day.HasLatest ? day.Latest : int.MaxValue;

    private static IEnumerable<double> Levels(ProjectStocksRequest question) =>
        question.Project().Days.SelectMany(d => d.Levels).SelectMany(l => new[] { l.UnfavourableTonnes, l.MidTonnes, l.FavourableTonnes });

    private static Range Plus(Range range, double more) => range is { Low: 0, High: 0 }
        ? new Range { Mid = range.Mid + more }
        : new Range { Low = range.Low + more, Mid = range.Mid + more, High = range.High + more };

    private static void Reverse<T>(IList<T> list)
    {
        for (var i = 0; i < list.Count / 2; i++)
        {
            (list[i], list[^(i + 1)]) = (list[^(i + 1)], list[i]);
        }
    }

    private static Gen<Range> Ranges(int most) =>
        from low in Gen.Choose(1, most)
        from mid in Gen.Choose(0, most)
        from high in Gen.Choose(0, most)
        select new Range { Low = low, Mid = low + mid, High = low + mid + high };

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
}
