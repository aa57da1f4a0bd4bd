namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>The first day on which a cross-border move may start.</summary>
internal static class PermitDate
{
    /// <summary>Request day plus lead time; the request day is not counted.</summary>
    /// <param name="requested">Day of the request.</param>
    /// <param name="leadDays">Days, not negative.</param>
    /// <param name="holidays">Days that do not count in addition to Saturdays and Sundays; null: all days count.</param>
    public static DateOnly Earliest(DateOnly requested, int leadDays, IReadOnlySet<DateOnly>? holidays)
    {
        if (holidays is null)
        {
            return requested.AddDays(leadDays);
        }

        var day = requested;
        for (var counted = 0; counted < leadDays;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day))
            {
                counted++;
            }
        }

        return day;
    }
}
