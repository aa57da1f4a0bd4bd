using Grpc.Core;
using Summit.Kernel;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Approval = Summit.Nations.V1.ContributorCheck.Types.Status;
using Consent = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Logistics.Stored;

/// <summary>What each nation permits: consents and approvals as Nations has them on record, and those that the request assumes.</summary>
internal sealed class StoredTerms(DecisionService.DecisionServiceClient decisions, NationService.NationServiceClient nations)
{
    private const int AllNations = 1000;

    /// <param name="problem">The problem, with nodes and requirements.</param>
    /// <param name="stored">The request.</param>
    /// <param name="context">The call being answered.</param>
    public async Task AddAsync(MovementProblem problem, StoredMovement stored, ServerCallContext context)
    {
        var soil = problem.Nodes.Select(n => n.Nation).Distinct().Order(StringComparer.Ordinal).ToList();
        var checks = stored.Decision.Length == 0 ? null : await CheckAsync(problem, stored, soil, context);
        var given = stored.AssumedConsents.Concat(checks?.Consents.Where(c => c.Status == Consent.Given && c.Role is AffectedRole.Transit or AffectedRole.Host).Select(c => c.Nation) ?? [])
            .ToHashSet(StringComparer.Ordinal);
        var approvals = checks?.Contributors.ToDictionary(c => c.Nation, StringComparer.Ordinal);
        foreach (var nation in soil.Union(problem.Requirements.Select(r => r.Nation)).Order(StringComparer.Ordinal))
        {
            var terms = new NationTerms { Nation = nation, Consents = given.Contains(nation), PermitLeadDays = stored.PermitLeadDays };
            if (approvals is not null && problem.Requirements.Any(r => r.Nation == nation))
            {
                Approve(terms, approvals.GetValueOrDefault(nation), stored.CDay.ToDateOnly());
            }

            problem.Terms.Add(terms);
        }
    }

    /// <summary>A nation that is not held has neither consented nor approved.</summary>
    private static void Approve(NationTerms terms, ContributorCheck? check, DateOnly cDay)
    {
        terms.ApprovalNeeded = check?.Status != Approval.NotNeeded;
        if (check?.Status == Approval.Approved)
        {
            terms.ApprovalDay = Math.Max(0, (check.ApprovalDate.TryDay() ?? cDay).DayNumber - cDay.DayNumber);
        }
    }

    private async Task<CheckPermissionResponse> CheckAsync(MovementProblem problem, StoredMovement stored, List<string> soil, ServerCallContext context)
    {
        var options = new CallOptions(deadline: context.Deadline, cancellationToken: context.CancellationToken);
        var held = (await nations.ListNationsAsync(new ListNationsRequest { PageSize = AllNations }, options)).Nations.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var host = problem.Nodes.First(n => n.Id == stored.Destination).Nation;
        var cDay = stored.CDay.ToDateOnly();
        var request = new CheckPermissionRequest
        {
            Decision = stored.Decision,
            AsOf = stored.AsOf,
            Persons = Math.Max(1, problem.Requirements.Sum(r => r.Persons)),
            StartDate = stored.CDay,
            EndDate = cDay.AddDays(stored.HasRequiredDeliveryDay ? stored.RequiredDeliveryDay : StoredRequirements.DefaultDeliveryDay).ToDate(),
            AlsoAffects = { soil.Where(held.Contains).Select(n => new AffectedNation { Nation = n, Role = n == host ? AffectedRole.Host : AffectedRole.Transit }) },
        };
        request.Contributors.Add(problem.Requirements.Select(r => r.Nation).Distinct().Where(held.Contains).Order(StringComparer.Ordinal));
        return await decisions.CheckPermissionAsync(request, options);
    }
}
