using Summit.Hosting.Errors;
using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Rotation;

/// <summary>The rotation of inline inputs.</summary>
internal static class ComputeRotation
{
    public static ComputeRotationResponse Handle(ComputeRotationRequest request)
    {
        Check(request).ThrowIfAny();
        var tour = Rational.FromWire(request.TourMonths);
        var dwell = request.HasDwellTours ? tour * Rational.FromWire(request.DwellTours) : Rational.FromWire(request.DwellMonths);
        var rule = new RotationRule(tour, dwell, Rational.FromWire(request.OverlapMonths));
        var availability = Rational.FromWire(request.HasAvailability ? request.Availability : 1);
        var answer = new ComputeRotationResponse
        {
            Factor = rule.Factor.ToDisplay(),
            FactorExact = $"{rule.Factor.Numerator}/{rule.Factor.Denominator}",
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

    private static Violations Check(ComputeRotationRequest request)
    {
        var violations = new Violations();
        violations.Require(!(request.HasDwellMonths && request.HasDwellTours), "dwell_tours", $"{request.DwellTours} and dwell_months {request.DwellMonths} are both set; give one of them");
        violations.Require(request.HasDwellMonths || request.HasDwellTours, "dwell_tours", "neither dwell_tours nor dwell_months is set; give one of them");
        violations.Require(request.OverlapMonths < request.TourMonths, "overlap_months", $"{request.OverlapMonths} is not less than tour_months {request.TourMonths}; it must be 0 or more and less than the tour");
        return violations;
    }
}
