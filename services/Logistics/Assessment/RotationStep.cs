using Summit.Kernel;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>Step 3: how long the force can be kept, and when it breaks.</summary>
internal static class RotationStep
{
    /// <param name="question">The question.</param>
    /// <param name="strength">Strength to keep, persons.</param>
    /// <param name="force">The units.</param>
    /// <param name="availability">Part of the pool that can be sent, low, mid and high.</param>
    public static RotationSection Section(Question question, int strength, Force force, Range availability)
    {
        var rule = question.Rotation;
        var (low, mid, high) = (Rational.FromWire(availability.Low), Rational.FromWire(availability.Mid), Rational.FromWire(availability.High));
        var section = new RotationSection
        {
            State = Sections.Available(),
            Factor = rule.Factor.ToDisplay(),
            PoolNeededPersons = rule.PoolNeeded(strength, mid),
            PoolPersons = force.OfferedPool,
            SustainablePersons = new Range
            {
                Low = rule.Sustainable(force.OfferedPool, low),
                Mid = rule.Sustainable(force.OfferedPool, mid),
                High = rule.Sustainable(force.OfferedPool, high),
            },
        };
        var breaks = rule.FirstBreakMonth(strength, force.OfferedPool, mid);
        section.Holds = breaks is null || breaks >= question.DurationMonths;
        if (breaks is { } month)
        {
            section.FirstBreakMonth = month;
            section.FirstBreakDate = question.CDay.AddMonths(month).ToDate();
        }

        if (rule.FirstBreakMonth(strength, force.OfferedPool, low) is { } early && breaks is { } between && rule.FirstBreakMonth(strength, force.OfferedPool, high) is { } late)
        {
            section.FirstBreakMonthRange = new Range { Low = early, Mid = between, High = late };
        }

        if (rule.FirstBreakMonth(strength, force.IfApprovedPool, mid) is { } approved)
        {
            section.FirstBreakMonthIfApproved = approved;
        }

        return section;
    }
}
