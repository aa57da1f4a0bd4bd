using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.Sustainment;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>The first day on which a supply is short, for draws. The draws vary needs, supplies brought and lift.</summary>
internal sealed class DrawnSupplies
{
    // Lift and needs are rounded to the gram.
    private const double Slack = 0.001;

    private readonly DrawnMovement _movement;
    private readonly ProjectStocksRequest? _request; // null: not known
    private readonly Triangle _brought;
    private readonly List<(SustainmentFactor Factor, Triangle Value)> _factors;
    private readonly SustainmentSection _section;

    /// <param name="computed">The computed case.</param>
    /// <param name="inputs">What every case uses.</param>
    /// <param name="movement">The movement of the case.</param>
    public DrawnSupplies(ComputedCase computed, CaseInputs inputs, DrawnMovement movement)
    {
        _movement = movement;
        _section = computed.Section.Sustainment;
        _request = _section.State.IsAvailable() ? SustainmentStep.Request(inputs, computed.Force!, computed.Movement!, out _) : null;
        _brought = Triangle.Of("assumptions/supplies-brought", inputs.BroughtDays, highIsFavourable: true);
        _factors = [.. inputs.HeldForces.SustainmentFactors.Select(f => (f, Triangle.Of(f.Name, f.Value, highIsFavourable: false)))];
    }

    /// <summary>Days after the force has closed; null when nothing is short within the horizon, or when it is not known.</summary>
    public int? FirstShortDay(Values draw, CancellationToken cancellationToken)
    {
        var mostNeeded = _section.NeedTonnesPerDay?.High + Slack ?? 0;
        // Lift above the highest need: nothing is ever short, whatever the draw.
        if (_request is null || _section.LiftTonnesPerDay.Low >= mostNeeded)
        {
            return null;
        }

        var lift = _movement.LiftPerDay(draw, cancellationToken);
        if (lift >= mostNeeded)
        {
            return null;
        }

        var request = _request.Clone();
        request.OpeningDays = Only(draw.Of(_brought));
        request.ResupplyTonnesPerDay = request.LiftTonnesPerDay = Only(lift);
        return ProjectStocks.FirstShortDay(request, [.. _factors.Select(f => Drawn(f.Factor, draw.Of(f.Value)))]);
    }

    private static SustainmentFactor Drawn(SustainmentFactor factor, double value)
    {
        var drawn = factor.Clone();
        drawn.Value = Only(value);
        return drawn;
    }

    private static Range Only(double value) => new() { Low = value, Mid = value, High = value };
}
