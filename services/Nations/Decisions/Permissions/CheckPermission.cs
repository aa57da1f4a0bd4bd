using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Consents;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Permissions;

/// <summary>Says who still has to say yes to a decision, as known on a day.</summary>
internal sealed class CheckPermission(StoreReads reads)
{
    public async Task<CheckPermissionResponse> HandleAsync(CheckPermissionRequest request, ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        var snapshot = await reads.OpenAsync(context, request);
        var decision = await snapshot.GetAsync(Types.Decisions, request.Decision, Visibility.Published, cancellation);
        var nations = (await snapshot.ListAllAsync(Types.Nations, "", Visibility.Published, cancellation)).ToDictionary(n => n.Name, StringComparer.Ordinal);
        // A draft is no consent and permits nothing, also to its own delegation.
        var consents = await snapshot.ListAllAsync(Types.Consents, "", Visibility.Published, cancellation);
        var mandates = await snapshot.ListAllAsync(Types.Mandates, "", Visibility.Published, cancellation);
        var day = request.AsOf.ToDateOnly();

        var response = new CheckPermissionResponse { State = decision.State, Revision = snapshot.Revision.ToString() };
        response.Consents.AddRange(ConsentChecks(request, decision, consents, day));
        response.Contributors.AddRange(Contributors(request, decision)
            .Select(c => PermissionRules.Check(nations[c], decision.Name, mandates.Where(m => m.Name.StartsWith(c + "/", StringComparison.Ordinal)), day)));
        response.ConsentsComplete = response.Consents.All(c => c.Status != ConsentCheck.Types.Status.Missing);
        response.Adoptable = response.ConsentsComplete && decision.State is not (State.Broken or State.Rejected or State.Lapsed or State.Repealed);
        response.InForce = response.ConsentsComplete && decision.State == State.Adopted;
        return response;
    }

    private static IEnumerable<ConsentCheck> ConsentChecks(CheckPermissionRequest request, Decision decision, IReadOnlyList<Consent> consents, DateOnly day)
    {
        var named = decision.Affects.Select(a => (Affected: a, Named: true));
        var further = request.AlsoAffects
            .Where(a => !decision.Affects.Any(d => d.Nation == a.Nation && d.Role == a.Role))
            .Select(a => (Affected: a, Named: false));
        return named.Concat(further)
            .OrderBy(a => a.Affected.Nation, StringComparer.Ordinal).ThenBy(a => a.Affected.Role)
            .Select(a => PermissionRules.Check(ConsentNeed.Of(decision, a.Affected, request.Persons), a.Named, consents, day));
    }

    private static IEnumerable<string> Contributors(CheckPermissionRequest request, Decision decision) =>
        (request.Contributors.Count > 0 ? request.Contributors : decision.Affects.Where(a => a.Role == AffectedRole.Contributor).Select(a => a.Nation))
            .Distinct().Order(StringComparer.Ordinal);
}
