using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Costs;

/// <summary>How much of everything a mission needs.</summary>
internal sealed class MissionPlan(EstimateMissionRequest request)
{
    private const int MonthsPerYear = 12;

    public long SoldierMonths => request.HasSoldierMonths ? request.SoldierMonths : request.Persons * request.DurationMonths;

    public Rational SoldierYears => new(SoldierMonths, MonthsPerYear);

    /// <summary>Exchanges of the whole strength: one at the end of each tour but the last.</summary>
    public int Rotations => ((request.DurationMonths + request.TourMonths - 1) / request.TourMonths) - 1;

    /// <summary>Persons exchanged: of a rotation plan those after the first ones, a tour each; else the whole strength each time.</summary>
    public long Exchanged => request.HasSoldierMonths
        ? Math.Max(0, ((request.SoldierMonths + request.TourMonths - 1) / request.TourMonths) - request.Persons)
        : request.Persons * Rotations;

    /// <summary>The last day in theatre.</summary>
    public DateOnly End => request.StartDate.ToDateOnly().AddMonths(request.DurationMonths).AddDays(-1);
}
