using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.VerdictReason.Types.Kind;

namespace Summit.Logistics.Assessment;

/// <summary>The end of every range that is used.</summary>
internal enum RangeEnd
{
    /// <summary>Low availability and capacities, long notice.</summary>
    Unfavourable,

    /// <summary>Best single values.</summary>
    Mid,

    /// <summary>High availability and capacities, short notice.</summary>
    Favourable,
}

/// <summary>Finds what prevents raising, moving or sustaining the force, in the order in which the obstacles occur.</summary>
internal static class Obstacles
{
    private const string Persons = "persons";

    public static List<VerdictReason> Of(PostureCase judged, Question question, long strength, RangeEnd end = RangeEnd.Mid) =>
    [
        .. new[] { Strength(judged.Strength, strength, end), Movement(judged.Movement), Late(judged.Movement, question, end), Enablers(judged, end), Rotation(judged, question, strength, end), Supplies(judged, end) }.OfType<VerdictReason>(),
    ];

    /// <summary>A capacity with the gain from increasing it.</summary>
    public static Relief Relief(CapacityBinding binding) => new()
    {
        Subject = binding.Name,
        Change = $"{binding.RaisePercent} % more than the {binding.CapacityTonnesPerDay:N0} t a day of {binding.Description}",
        Gain = binding.HoursGained,
        GainUnit = "hours",
    };

    /// <summary>A binding capacity and its gain, as the end of a sentence.</summary>
    public static string Gain(CapacityBinding binding) =>
        $"{binding.Description} at {binding.CapacityTonnesPerDay:N0} t a day: {binding.RaisePercent} % more of it alone gains {binding.HoursGained} hours.";

    private static double At(Api.V1.Range range, RangeEnd end) => end switch
    {
        RangeEnd.Unfavourable => range.Low,
        RangeEnd.Favourable => range.High,
        _ => range.Mid,
    };

    private static VerdictReason? Strength(StrengthSection section, long strength, RangeEnd end)
    {
        var shorts = section.Lines.Where(l => At(l.FilledPersons, end) < l.RequiredPersons).ToList();
        if (shorts.Count == 0)
        {
            return null;
        }

        var filled = section.Lines.Sum(l => At(l.FilledPersons, end));
        var list = string.Join(", ", shorts.Select(l => $"{Plain(l.Line)} ({At(l.FilledPersons, end):N0} of {l.RequiredPersons:N0})"));
        return new VerdictReason
        {
            Kind = Kind.StrengthShort,
            Sentence = $"The nations that offer could send {filled:N0} of {strength:N0} persons in the mix that the option needs. Too few: {list}.{(end == RangeEnd.Mid ? Unusable(section) : "")}{Ceilings(section)}",
            Subjects = { shorts.Select(l => l.Line) },
            Required = strength,
            Available = filled,
            Unit = Persons,
            Reliefs =
            {
                shorts.OrderByDescending(l => l.RequiredPersons - At(l.FilledPersons, end)).ThenBy(l => l.Line, StringComparer.Ordinal).Select(l => new Relief
                {
                    Subject = l.Line,
                    Change = $"{l.RequiredPersons - At(l.FilledPersons, end):N0} more that can be sent",
                    Gain = l.RequiredPersons - At(l.FilledPersons, end),
                    GainUnit = Persons,
                }),
            },
        };
    }

    /// <summary>Persons that are there and lack an enabler of their line.</summary>
    private static string Unusable(StrengthSection section) => section.UsablePersons == section.ForcePersons ? ""
        : $" {section.UsablePersons:N0} of them can be used: {string.Join(", ", section.Lines.SelectMany(l => l.LackingEnablers).Distinct().Order(StringComparer.Ordinal).Select(Plain))} cannot support more.";

    private static string Ceilings(StrengthSection section) => string.Concat(
        section.BindingCeilings.Select(c => $" {c.Nation} may send at most {c.CeilingPersons:N0} of {c.UsablePersons:N0} that it could send: its approval or the decision says so."));

    private static VerdictReason? Movement(MovementSection section) => section.AsIfGiven.Feasible ? null : new()
    {
        Kind = Kind.NoMovement,
        Sentence = $"The force cannot be moved to {section.DestinationName}: {section.AsIfGiven.Reasons[0].Detail}.",
        Subjects = { section.AsIfGiven.Reasons.Select(r => r.Subject) },
        Infeasible = { section.AsIfGiven.Reasons },
        Reliefs = { section.AsIfGiven.Reasons.Select(r => new Relief { Subject = r.Subject, Change = r.Detail }) },
    };

    private static VerdictReason? Late(MovementSection section, Question question, RangeEnd end)
    {
        if (section.AsIfGiven.DestinationClosure is not { } closure)
        {
            return null;
        }

        var day = end switch { RangeEnd.Unfavourable => closure.DayAtLowCapacity, RangeEnd.Favourable => closure.DayAtHighCapacity, _ => closure.DayAtMidCapacity };
        var allowed = question.ReadyBy.DayNumber - question.CDay.DayNumber;
        if (day <= allowed)
        {
            return null;
        }

        var binding = section.AsIfGiven.FirstBinding;
        return new VerdictReason
        {
            Kind = Kind.ClosesLate,
            Sentence = $"The force closes at {section.DestinationName} on C+{day} at best (C+{closure.DayAtHighCapacity} to C+{closure.DayAtLowCapacity}), {Days(day - allowed)} after {question.ReadyBy:yyyy-MM-dd}. "
                + (binding is null ? section.AsIfGiven.NothingGains : $"What binds is {Gain(binding)}"),
            Subjects = { binding is null ? [] : new[] { binding.Name } },
            Required = allowed,
            Available = day,
            Unit = "days after C-day",
            Reliefs = { section.AsIfGiven.Bindings.Where(b => b.HoursGained > 0).Select(Relief) },
        };
    }

    private static VerdictReason? Enablers(PostureCase judged, RangeEnd end)
    {
        var gaps = judged.Enablers.Lines.Where(l => At(l.Available, end) < l.Required).ToList();
        if (gaps.Count == 0)
        {
            return null;
        }

        var worst = gaps.MinBy(l => At(l.Available, end) / l.Required)!;
        return new VerdictReason
        {
            Kind = Kind.EnablersMissing,
            Sentence = $"Enablers are missing: {string.Join(", ", gaps.Select(l => $"{Plain(l.Enabler)} ({Part(l, end)})"))}; the United States could fill the gap.{(end == RangeEnd.Mid && judged.Strength.Lines.All(l => At(l.FilledPersons, end) >= l.RequiredPersons) ? Unusable(judged.Strength) : "")}",
            Subjects = { gaps.Select(l => l.Enabler) },
            Required = worst.Required,
            Available = At(worst.Available, end),
            Unit = worst.Unit,
            Reliefs = { gaps.Select(l => new Relief { Subject = l.Enabler, Change = "provided by the United States", Gain = l.Required - At(l.Available, end), GainUnit = l.Unit }) },
        };
    }

    private static VerdictReason? Rotation(PostureCase judged, Question question, long strength, RangeEnd end)
    {
        var section = judged.Rotation;
        // A force that cannot be raised at all is already reported.
        if (!section.HasFirstBreakMonth || judged.Strength.ForcePersons == 0)
        {
            return null;
        }

        var month = section.FirstBreakMonthRange is { } range ? (int)At(range, end) : end == RangeEnd.Favourable ? int.MaxValue : section.FirstBreakMonth;
        var line = section.Lines.First(l => l.Line == section.FirstBreakLine);
        if (month >= question.DurationMonths)
        {
            return null;
        }

        var missing = line.PoolNeededPersons - line.PoolPersons;
        var approved = section.HasFirstBreakMonthIfApproved
            ? section.FirstBreakMonthIfApproved > month ? $" With the nations that would offer if approved, it holds for {section.FirstBreakMonthIfApproved} months." : ""
            : " With the nations that would offer if approved, it holds without end.";
        return new VerdictReason
        {
            Kind = Kind.RotationBreaks,
            Sentence = $"The rotation holds for {month} of the {question.DurationMonths} months asked for, until {question.CDay.AddMonths(month):yyyy-MM-dd}. The first line to run out of rested troops is {Plain(line.Line)}: "
                + $"it needs a pool of {line.PoolNeededPersons:N0} and has {line.PoolPersons:N0}{(end == RangeEnd.Mid ? $", so {section.MissingPersons:N0} persons are missing that month" : "")}. {section.SustainablePersons.Mid:N0} of {strength:N0} can be kept without end.{approved}",
            Subjects = { line.Line },
            Required = question.DurationMonths,
            Available = month,
            Unit = "months",
            Reliefs = { new Relief { Subject = line.Line, Change = $"{missing:N0} more in the pool", Gain = question.DurationMonths - month, GainUnit = "months" } },
        };
    }

    private static VerdictReason? Supplies(PostureCase judged, RangeEnd end)
    {
        var section = judged.Sustainment;
        var first = section.FirstShortDay;
        var day = end switch
        {
            RangeEnd.Unfavourable => first is { HasEarliest: true } ? first.Earliest : (int?)null,
            RangeEnd.Favourable => first is { HasLatest: true } ? first.Latest : null,
            _ => first is { HasMid: true } ? first.Mid : null,
        };
        // A force that cannot be raised or moved at all is already reported. Missing inputs are reported with the inputs.
        if (day is not { } shortDay || judged.Strength.ForcePersons == 0 || !judged.Movement.AsIfGiven.Feasible)
        {
            return null;
        }

        var (need, lift) = (At(section.NeedTonnesPerDay, Opposite(end)), At(section.LiftTonnesPerDay, end));
        return new VerdictReason
        {
            Kind = Kind.SuppliesShort,
            Sentence = $"Supplies are short {Days(shortDay)} after the force has closed: it needs {need:N0} t a day and the network brings {lift:N0} t a day to {judged.Movement.DestinationName}.",
            Subjects = { section.FirstShortClasses.Select(c => $"{c}") },
            Required = need,
            Available = lift,
            Unit = "tonnes per day",
            Reliefs = { new Relief { Subject = judged.Movement.Destination, Change = $"{need - lift:N0} t a day more lift" } },
        };
    }

    /// <summary>The opposite end, for needs: a high need is unfavourable.</summary>
    private static RangeEnd Opposite(RangeEnd end) => end switch { RangeEnd.Unfavourable => RangeEnd.Favourable, RangeEnd.Favourable => RangeEnd.Unfavourable, _ => end };

    /// <summary>An id as words.</summary>
    private static string Plain(string id) => id.Replace('-', ' ');

    private static string Part(EnablerLine line, RangeEnd end) =>
        line.Unit == Persons ? $"{At(line.Available, end):N0} of {line.Required:N0} persons" : $"{At(line.Available, end):0.#} % of the need";

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
