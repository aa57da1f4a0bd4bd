using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Reports;

/// <summary>The values and reports of a plan that follow from its itineraries and uses. They read only the messages.</summary>
internal static class MovementReports
{
    /// <summary>Completes a plan.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="plan">Its plan, with itineraries and uses.</param>
    public static void Complete(MovementProblem problem, MovementPlan plan)
    {
        plan.ClosureHour = plan.Itineraries.Max(i => i.ArrivalHour);
        plan.OperationalHour = plan.Itineraries.Max(i => i.OperationalHour);
        var ioc = problem.IocRequirements.ToHashSet(StringComparer.Ordinal);
        var first = plan.Itineraries.Where(i => ioc.Contains(i.Requirement)).ToList();
        if (first.Count > 0 && first.Count == ioc.Count)
        {
            plan.IocHour = first.Max(i => i.OperationalHour);
        }

        var requirements = problem.Requirements.ToDictionary(r => r.Id, StringComparer.Ordinal);
        plan.Curve.Add(ClosureCurve.Of(plan.Itineraries.Select(i => (requirements[i.Requirement], i)).ToList()));
        plan.Late.Add(LateList.Of(plan.Itineraries));
        if (plan.Uses.Where(u => u.HasFirstFullDay).MinBy(u => u.FirstFullDay) is { } binding)
        {
            plan.FirstBinding = new MovementBinding { Kind = binding.Kind, Id = binding.Id, Day = binding.FirstFullDay };
        }

        plan.LiftShortfalls.Add(LiftShortfalls.Of(problem, plan.Itineraries.Select(i => (requirements[i.Requirement], i))));
    }
}
