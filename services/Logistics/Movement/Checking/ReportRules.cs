using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Checking;

/// <summary>Checks the values that a plan reports: lateness, closures, modules together.</summary>
internal static class ReportRules
{
    private const int Day = 24;

    public static void Check(MovementProblem problem, MovementPlan plan, IReadOnlyDictionary<string, MovementItinerary> itineraries, List<string> faults)
    {
        foreach (var requirement in problem.Requirements)
        {
            var itinerary = itineraries[requirement.Id];
            if (itinerary.LateHours != Math.Max(0, itinerary.ArrivalHour - ((requirement.RequiredDeliveryDay + 1) * Day)))
            {
                faults.Add($"{requirement.Id} is late by other hours than the plan says");
            }
        }

        if (plan.ClosureHour != itineraries.Values.Max(i => i.ArrivalHour) || plan.OperationalHour != itineraries.Values.Max(i => i.OperationalHour))
        {
            faults.Add("the plan closes at another hour than it says");
        }

        var ioc = itineraries.Values.Where(i => problem.IocRequirements.Contains(i.Requirement)).Select(i => i.OperationalHour).ToList();
        if (plan.HasIocHour != (ioc.Count > 0 && ioc.Count == problem.IocRequirements.Count) || (plan.HasIocHour && plan.IocHour != ioc.Max()))
        {
            faults.Add("the initial operational capability is at another hour than the plan says");
        }

        foreach (var module in problem.Requirements.Where(r => problem.HasModuleSpreadHours && r.ForceModule.Length > 0).GroupBy(r => r.ForceModule, StringComparer.Ordinal))
        {
            var arrivals = module.Select(r => itineraries[r.Id].ArrivalHour).ToList();
            if (arrivals.Max() - arrivals.Min() > problem.ModuleSpreadHours)
            {
                faults.Add($"the units of module {module.Key} arrive further apart than {problem.ModuleSpreadHours} hours");
            }
        }
    }
}
