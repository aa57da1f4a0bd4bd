using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Costs;

/// <summary>The quantities that a mission needs.</summary>
internal sealed class MissionPlan(EstimateMissionRequest request)
{
    private const int MonthsPerYear = 12;

    public long SoldierMonths => request.HasSoldierMonths ? request.SoldierMonths : request.Persons * request.DurationMonths;

    public Rational SoldierYears => new(SoldierMonths, MonthsPerYear);

    /// <summary>Number of exchanges of the whole force: one at the end of each tour except the last.</summary>
    public int Rotations => ((request.DurationMonths + request.TourMonths - 1) / request.TourMonths) - 1;

    /// <summary>
    /// Number of persons exchanged. In a rotation plan, these are all persons after the initial force, and each person serves one
    /// tour. Otherwise, the whole force is exchanged each time.
    /// </summary>
    public long Exchanged => request.HasSoldierMonths
        ? Math.Max(0, ((request.SoldierMonths + request.TourMonths - 1) / request.TourMonths) - request.Persons)
        : request.Persons * Rotations;

    /// <summary>The last day in theatre.</summary>
    public DateOnly End => request.StartDate.ToDateOnly().AddMonths(request.DurationMonths).AddDays(-1);
}
