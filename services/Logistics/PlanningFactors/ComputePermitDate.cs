using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;
using Date = Google.Type.Date;

namespace Summit.Logistics.PlanningFactors;

/// <summary>The first day on which a cross-border move may start.</summary>
internal sealed class ComputePermitDate : IRequestCheck<ComputePermitDateRequest>
{
    private const int MostDays = 365;
    private static readonly DateOnly LastDay = new(2100, 12, 31);

    public ValueTask CheckAsync(ComputePermitDateRequest request, ServerCallContext context, Violations found)
    {
        LeadTime(request, found);
        found.Require(request.RequestDate.TryDay() is not { } day || day <= LastDay, "request_date", $"{request.RequestDate} is too late; it must be {LastDay:yyyy-MM-dd} or earlier");
        found.Require(request.Holidays.Count == 0 || request.Calendar != LeadTimeCalendar.AllDays, "holidays", "are set although all days count; leave them out, or count working days");
        return ValueTask.CompletedTask;
    }

    public static ComputePermitDateResponse Handle(ComputePermitDateRequest request)
    {
        var lead = LeadTime(request, new Violations());
        var requested = request.RequestDate.ToDateOnly();
        var holidays = request.Calendar == LeadTimeCalendar.WorkingDays ? request.Holidays.Select(h => h.ToDateOnly()).ToHashSet() : null;
        Date Earliest(Rational days) => PermitDate.Earliest(requested, (int)days.Floor(), holidays).ToDate();
        return new ComputePermitDateResponse
        {
            EarliestDateLow = Earliest(lead.Low),
            EarliestDateMid = Earliest(lead.Mid),
            EarliestDateHigh = Earliest(lead.High),
            Formula = Formulas.Of(
                holidays is null ? "earliest day = request day + lead time" : "earliest day = the working day that is the lead time after the request day; Saturdays, Sundays and holidays do not count",
                ("lead time", lead, holidays is null ? "days" : "working days")),
        };
    }

    private static Interval LeadTime(ComputePermitDateRequest request, Violations found) =>
        new RangeReader(found).Required(request.LeadTimeDays, "lead_time_days", 0, MostDays, whole: true);
}
