using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.Rotation;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>Step 2, continued: strength offered, ready by date and sustainable.</summary>
internal static class StrengthStep
{
    /// <param name="question">The question.</param>
    /// <param name="force">The units.</param>
    /// <param name="taken">Units taken to make up the strength.</param>
    /// <param name="availability">Part of the pool that can be sent at all.</param>
    public static StrengthSection Section(Question question, Force force, IReadOnlyList<UnitTaken> taken, Rational availability) => new()
    {
        State = Sections.Available(),
        OnRecord = Column(question, force.Offered, availability),
        IfApproved = Column(question, force.IfApproved, availability),
        ReadyCurve = { ReadyCurve(question, force.Offered, availability) },
        UnitsTaken = { taken },
    };

    private static StrengthColumn Column(Question question, IReadOnlyList<PoolUnit> units, Rational availability)
    {
        var pool = units.Sum(u => u.Element.Persons);
        return new StrengthColumn
        {
            PoolPersons = pool,
            OfferedPersons = (int)RotationRule.Usable(pool, availability),
            // A long notice leaves fewer units ready: the high end of notice is the low end of strength.
            ReadyByCDayPersons = new Range
            {
                Low = Ready(units, u => u.NoticeDays.High, question.CDayOffsetDays, availability),
                Mid = Ready(units, u => u.NoticeDays.Mid, question.CDayOffsetDays, availability),
                High = Ready(units, u => u.NoticeDays.Low, question.CDayOffsetDays, availability),
            },
            SustainablePersons = (int)question.Rotation.Sustainable(pool, availability),
        };
    }

    private static long Ready(IEnumerable<PoolUnit> units, Func<PoolUnit, double> notice, int days, Rational availability) =>
        RotationRule.Usable(units.Where(u => notice(u) <= days).Sum(u => u.Element.Persons), availability);

    private static IEnumerable<ReadyPoint> ReadyCurve(Question question, IReadOnlyList<PoolUnit> units, Rational availability) =>
        units.Select(u => (int)u.NoticeDays.Mid).Distinct().Order().Select(day => new ReadyPoint
        {
            DaysAfterOrder = day,
            Date = question.Ceasefire.AddDays(day).ToDate(),
            Persons = (int)Ready(units, u => u.NoticeDays.Mid, day, availability),
        });
}
