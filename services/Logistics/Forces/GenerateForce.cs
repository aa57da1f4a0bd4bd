using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Approval = Summit.Nations.V1.ContributorCheck.Types.Status;

namespace Summit.Logistics.Forces;

/// <summary>Matches stored or inline units to the lines of a stored or inline requirement.</summary>
internal sealed class GenerateForce(StoreReads reads, DecisionService.DecisionServiceClient decisions) : IRequestCheck<GenerateForceRequest>
{
    public async Task<GenerateForceResponse> HandleAsync(GenerateForceRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var snapshot = await reads.OpenAsync(context);
        var asked = await AskedForce.ReadAsync(Inline(request), snapshot, context);
        var offers = await snapshot.ListAllAsync(Types.Offers, "nations/-", context.Caller().Visibility, stop);
        // Runs on a thread of its own: a large match takes processor time.
        var approvals = await ApprovalsAsync(request, asked, context);
        return await Task.Run(() => new Generated(request, asked, offers, approvals, stop).Answer(), stop);
    }

    public ValueTask CheckAsync(GenerateForceRequest request, ServerCallContext context, Violations found)
    {
        Inline(request).Check(found, sharedTypes: true);
        CheckDates(request, found);
        if (request.AvailabilityRange is { } range)
        {
            found.Require(!request.HasAvailability, "availability", "is set with availability_range; set one of them");
            found.RequireOrder(range, "availability_range");
            found.Require(range.Low > 0 && range.High <= 1, "availability_range", $"{range.Low} to {range.High} is outside of above 0 to 1");
        }

        found.Require(request.Decision.Length == 0 || request.AsOf is not null, "as_of", "is not set; needed with decision");
        found.Require(!request.Objectives.Contains(GenerationObjective.Unspecified), "objectives", "names GENERATION_OBJECTIVE_UNSPECIFIED; name an objective");
        return ValueTask.CompletedTask;
    }

    private static AskedForce.Inline Inline(GenerateForceRequest request) => new(
        request.ForceOption, request.HasStrengthPersons ? request.StrengthPersons : null, request.Lines, request.ForceElements, request.StandingCommitments);

    private static void CheckDates(GenerateForceRequest request, Violations found)
    {
        if (request.StartDate.TryDay() is { } start && request.EndDate.TryDay() is { } end)
        {
            found.Require(end >= start, "end_date", $"{end:yyyy-MM-dd} is before start_date {start:yyyy-MM-dd}");
        }

        found.Require(request.EndDate is null || request.StartDate is not null, "start_date", "is not set; needed with end_date");
    }

    /// <summary>What the approvals of nations allow; everything when no decision is named.</summary>
    private async Task<Approvals> ApprovalsAsync(GenerateForceRequest request, AskedForce asked, ServerCallContext context)
    {
        var check = new CheckPermissionRequest
        {
            Decision = request.Decision,
            AsOf = request.AsOf,
            Persons = request.HasStrengthPersons ? request.StrengthPersons : asked.Option.StrengthPersons,
            Contributors = { asked.Elements.Select(e => NationNames.NationOf(e.Name)).Where(n => request.Nations.Count == 0 || request.Nations.Contains(n)).Distinct().Order(StringComparer.Ordinal) },
        };
        if (request.Decision.Length == 0 || check.Contributors.Count == 0)
        {
            return Approvals.All;
        }

        var answer = await decisions.CheckPermissionAsync(check, new CallOptions(deadline: context.Deadline, cancellationToken: context.CancellationToken));
        return new(
            answer.Contributors.Where(c => c.Status is Approval.Unapproved or Approval.Unknown or Approval.Refused).ToDictionary(c => c.Nation, c => c.Why, StringComparer.Ordinal),
            answer.Contributors.Where(c => c.CeilingPersons > 0).ToDictionary(c => c.Nation, c => c.CeilingPersons, StringComparer.Ordinal));
    }
}

/// <summary>What the approvals of nations allow.</summary>
/// <param name="Missing">Nations whose approval is not on record, with the reason.</param>
/// <param name="Ceilings">The most persons at one time, by nation. Nations without an entry have no ceiling.</param>
internal sealed record Approvals(IReadOnlyDictionary<string, string> Missing, IReadOnlyDictionary<string, long> Ceilings)
{
    /// <summary>Nothing is missing or limited.</summary>
    public static readonly Approvals All = new(new Dictionary<string, string>(), new Dictionary<string, long>());
}
