using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Checks that the fields of a question are consistent and that its nations exist. The faults are reported together with those of single fields.</summary>
internal sealed class CheckDeployment(NationService.NationServiceClient nations, CheckOverrides overrides) : IRequestCheck<AssessDeploymentRequest>, IRequestCheck<StreamAssessmentRequest>
{
    private const int AllNations = 1000;
    private static readonly DateOnly LastDay = new(2100, 12, 31);

    public ValueTask CheckAsync(StreamAssessmentRequest request, ServerCallContext context, Violations found) =>
        request.Assessment is { } assessment ? CheckAsync(assessment, "assessment.", found, context) : ValueTask.CompletedTask;

    public ValueTask CheckAsync(AssessDeploymentRequest request, ServerCallContext context, Violations found) =>
        CheckAsync(request, "", found, context);

    /// <summary>Checks a question that stands somewhere in a request.</summary>
    /// <param name="request">The question.</param>
    /// <param name="path">Path of the field that holds it, with a dot at the end; empty for the request itself.</param>
    /// <param name="found">Receives the faults.</param>
    /// <param name="context">The call.</param>
    public async ValueTask CheckAsync(AssessDeploymentRequest request, string path, Violations found, ServerCallContext context)
    {
        var violations = new Violations();
        ReadPoints.Check(request, violations);
        ReadPoints.Pin(request, context);
        CheckTour(request, violations);
        CheckDates(request, violations);
        await CheckNationsAsync(request, violations, context);
        await overrides.CheckAsync(request.Overrides, violations, context);
        foreach (var fault in violations.Found)
        {
            found.Require(holds: false, path + fault.Field, fault.Description);
        }
    }

    internal static void CheckTour(AssessDeploymentRequest request, Violations violations)
    {
        var tour = request.HasTourMonths ? request.TourMonths : Question.DefaultTourMonths;
        violations.Require(request.OverlapMonths < tour, "overlap_months", $"{request.OverlapMonths} is not less than tour_months {tour}; it must be 0 or more and less than the tour");
    }

    internal static void CheckDates(AssessDeploymentRequest request, Violations violations)
    {
        foreach (var (date, field) in new[] { (request.AsOf, "as_of"), (request.CeasefireDate, "ceasefire_date"), (request.ReadyByDate, "ready_by_date") })
        {
            if (date is not null && date.TryDay() is null)
            {
                return; // the rules of single fields say so; an order of dates that are none means nothing
            }

            violations.Require(date is null || date.ToDateOnly() <= LastDay, field, $"{date?.ToDateOnly():yyyy-MM-dd} is too late; it must be {LastDay:yyyy-MM-dd} or earlier");
        }

        var asOf = request.AsOf?.ToDateOnly() ?? Question.DefaultAsOf;
        var ceasefire = request.CeasefireDate?.ToDateOnly() ?? (asOf > Question.DefaultCeasefire ? asOf : Question.DefaultCeasefire);
        violations.Require(ceasefire >= asOf, "ceasefire_date", $"{ceasefire:yyyy-MM-dd} is before as_of {asOf:yyyy-MM-dd}; it must be that day or later");
        var offset = request.HasCDayOffsetDays ? request.CDayOffsetDays : Question.DefaultCDayOffsetDays;
        if (request.ReadyByDate?.ToDateOnly() is { } ready && offset is >= 0 and <= 3650 && ceasefire <= LastDay)
        {
            var cDay = ceasefire.AddDays(offset);
            violations.Require(ready >= cDay, "ready_by_date", $"{ready:yyyy-MM-dd} is before C-day {cDay:yyyy-MM-dd} (ceasefire {ceasefire:yyyy-MM-dd} and {offset} days); it must be that day or later");
        }
    }

    private async Task CheckNationsAsync(AssessDeploymentRequest request, Violations violations, ServerCallContext context)
    {
        var assumed = request.Overrides.Select(CheckOverrides.NationOf).OfType<(string Nation, string Field)>().ToList();
        if (request.Nations.Count + request.Payers.Count + assumed.Count == 0)
        {
            return;
        }

        var held = await Sections.ReadAsync(Packages.Nations, async o => await nations.ListNationsAsync(new ListNationsRequest { PageSize = AllNations }, o), context);
        if (held.Value is not { } list)
        {
            return; // nobody to ask; the answer says that Nations is away
        }

        var known = list.Nations.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        // A code that does not exist is already reported, as in every request.
        bool IsFine(string name) => known.Contains(name) || !NationCodes.IsKnown(name[(name.LastIndexOf('/') + 1)..]);
        var named = request.Nations.Select((n, i) => (Nation: n, Field: $"nations[{i}]"))
            .Concat(request.Payers.Select((n, i) => (Nation: n, Field: $"payers[{i}]"))).Concat(assumed);
        foreach (var (nation, field) in named)
        {
            violations.Require(IsFine(nation), field, $"\"{nation}\" is not a nation that is held; NationService.ListNations lists the {known.Count} that are");
        }
    }
}
