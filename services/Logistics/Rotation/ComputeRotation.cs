using Summit.Logistics.V1;

namespace Summit.Logistics.Rotation;

/// <summary>The rotation of inline inputs.</summary>
internal static class ComputeRotation
{
    private const int DisplayDecimals = 9;

    public static ComputeRotationResponse Answer(ComputeRotationRequest request)
    {
        Check(request).Throw();
        var tour = Ratio.Of(request.TourMonths);
        var dwell = request.HasDwellTours ? tour * Ratio.Of(request.DwellTours) : Ratio.Of(request.DwellMonths);
        var rule = new RotationRule(tour, dwell, Ratio.Of(request.OverlapMonths));
        var availability = Ratio.Of(request.HasAvailability ? request.Availability : 1);
        var answer = new ComputeRotationResponse
        {
            Factor = rule.Factor.ToDouble(DisplayDecimals),
            FactorExact = rule.Factor.ToString(),
            PoolNeededPersons = rule.PoolNeeded(request.DeployedPersons, availability),
            MaxSustainablePersons = rule.Sustainable(request.PoolPersons, availability),
            UsablePersons = RotationRule.Usable(request.PoolPersons, availability),
        };
        if (request is { DeployedPersons: > 0, PoolPersons: > 0 } && rule.FirstBreakMonth(request.DeployedPersons, request.PoolPersons, availability) is { } month)
        {
            answer.FirstBreakMonth = month;
        }

        return answer;
    }

    private static Faults Check(ComputeRotationRequest request)
    {
        var faults = new Faults();
        faults.When(request.HasDwellMonths && request.HasDwellTours, "dwell_tours", $"{request.DwellTours} and dwell_months {request.DwellMonths} are both set; allowed is one of them");
        faults.When(!request.HasDwellMonths && !request.HasDwellTours, "dwell_tours", "neither dwell_tours nor dwell_months is set; needed is one of them");
        faults.When(request.OverlapMonths >= request.TourMonths, "overlap_months", $"{request.OverlapMonths} is not less than tour_months {request.TourMonths}; allowed is 0 up to less than the tour");
        return faults;
    }
}
