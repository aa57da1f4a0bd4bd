using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Resources;
using Summit.Logistics.Rotation.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;
using State = Summit.Logistics.V1.UnitStartState.StateOneofCase;

namespace Summit.Logistics.Forces;

/// <summary>Plans which unit serves in which months, with stored or inline units on the lines of a stored or inline requirement.</summary>
internal sealed class PlanRotation(StoreReads reads, PlanningWorkers workers) : IRequestCheck<PlanRotationRequest>
{
    private const int DefaultMonths = 60;
    private const int DefaultTour = 6;
    private const int DefaultDwell = 18;
    private const long MostUnitMonths = 1_000_000;
    private static readonly DateOnly DefaultStart = new(2025, 5, 20);
    private static readonly DateOnly LastStart = new(2100, 12, 31);

    public async Task<PlanRotationResponse> HandleAsync(PlanRotationRequest request, ServerCallContext context)
    {
        var asked = await AskedForce.ReadAsync(Inline(request), await reads.OpenAsync(context), context);
        var stop = context.CancellationToken;
        var unitMonths = (long)asked.Elements.Count * Months(request);
        if (unitMonths > MostUnitMonths)
        {
            throw new ComputationTooLargeException("units x months of a rotation plan", unitMonths, MostUnitMonths);
        }

        return await workers.RunAsync(() => Answer(request, asked, stop), stop);
    }

    public async ValueTask CheckAsync(PlanRotationRequest request, ServerCallContext context, Violations found)
    {
        Inline(request).Check(found, sharedTypes: false);
        var tour = Tour(request);
        found.Require(request.OverlapMonths < tour, "overlap_months", $"{request.OverlapMonths} is not less than tour_months {tour}; the overlap must be shorter than the tour");
        found.Require(request.StartDate.TryDay() is not { } start || start <= LastStart, "start_date", $"is after {LastStart:yyyy-MM-dd}, the last day that is allowed");
        found.RequireDistinct(request.StartStates.Select(s => s.ForceElement), i => $"start_states[{i}].force_element");
        var units = await UnitsAsync(request, context);
        foreach (var (index, state) in request.StartStates.Index())
        {
            var at = $"start_states[{index}]";
            found.Require(units.Contains(state.ForceElement), $"{at}.force_element", $"\"{state.ForceElement}\" does not exist{(request.ForceElements.Count > 0 ? " among force_elements" : "")}");
            found.Require(state.StateCase != State.None, $"{at}.state", "is not set; set served_months or rested_months");
            found.Require(state.StateCase != State.ServedMonths || state.ServedMonths < tour, $"{at}.served_months", $"{state.ServedMonths} is not less than tour_months {tour}; a unit whose tour is over is at home");
        }
    }

    private static AskedForce.Inline Inline(PlanRotationRequest request) => new(
        request.ForceOption, request.HasStrengthPersons ? request.StrengthPersons : null, request.Lines, request.ForceElements, request.StandingCommitments);

    private static int Tour(PlanRotationRequest request) => request.HasTourMonths ? request.TourMonths : DefaultTour;

    private static int Months(PlanRotationRequest request) => request.HasMonthCount ? request.MonthCount : DefaultMonths;

    private async Task<IReadOnlySet<string>> UnitsAsync(PlanRotationRequest request, ServerCallContext context)
    {
        IEnumerable<ForceElement> units = request.ForceElements;
        if (request.StartStates.Count > 0 && request.ForceElements.Count == 0)
        {
            units = await (await reads.OpenAsync(context)).ListAllAsync(Types.ForceElements, "nations/-", context.Caller().Visibility, context.CancellationToken);
        }

        return units.Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
    }

    private static PlanRotationResponse Answer(PlanRotationRequest request, AskedForce asked, CancellationToken cancellationToken)
    {
        var start = request.StartDate.TryDay() ?? DefaultStart;
        var months = Months(request);
        var terms = new RotationTerms(Tour(request), request.HasDwellMonths ? request.DwellMonths : DefaultDwell, request.OverlapMonths);
        var availability = Rational.FromWire(request.HasAvailability ? request.Availability : Assumed.ValueOf("availability").Mid);
        var pool = RotationPool.Of(asked, request.Nations, request.StartStates, terms, availability, start, months);
        var needs = OptionLines.Of(asked.Option.Lines, request.HasStrengthPersons ? request.StrengthPersons : asked.Option.StrengthPersons)
            .Select(l => pool.Need(l, Math.Min(months, asked.Option.Lines.First(r => r.Id == l.Id) is { HasDurationMonths: true } r ? r.DurationMonths : months))).ToList();
        return RotationAnswers.Of(asked.Option, needs, pool, terms, availability, start, cancellationToken);
    }
}
