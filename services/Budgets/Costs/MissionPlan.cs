using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Costs;

/// <summary>How much of everything a mission needs.</summary>
internal sealed class MissionPlan(EstimateMissionRequest request)
{
    private const int MonthsPerYear = 12;

    public long SoldierMonths => request.Persons * request.DurationMonths;

    public Rational SoldierYears => new(SoldierMonths, MonthsPerYear);

    /// <summary>Exchanges of the whole strength: one at the end of each tour but the last.</summary>
    public int Rotations => ((request.DurationMonths + request.TourMonths - 1) / request.TourMonths) - 1;

    /// <summary>The last day in theatre.</summary>
    public DateOnly End => request.StartDate.ToDateOnly().AddMonths(request.DurationMonths).AddDays(-1);
}
