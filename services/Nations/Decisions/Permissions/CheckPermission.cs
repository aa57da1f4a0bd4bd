using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.ConsentRules;
using Summit.Nations.Decisions.States;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Permissions;

/// <summary>Returns whose approval a decision still needs, as known on a day.</summary>
internal sealed class CheckPermission(StoreReads reads) : IRequestCheck<CheckPermissionRequest>
{
    public ValueTask CheckAsync(CheckPermissionRequest request, ServerCallContext context, Violations found)
    {
        References.CheckOrder(request.StartDate, request.EndDate, "start_date", "end_date", found);
        return ValueTask.CompletedTask;
    }

    public async Task<CheckPermissionResponse> HandleAsync(CheckPermissionRequest request, ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        var snapshot = await reads.OpenAsync(context, request);
        var decision = await snapshot.GetAsync(Types.Decisions, request.Decision, Visibility.Published, cancellation);
        var nations = (await snapshot.ListAllAsync(Types.Nations, "", Visibility.Published, cancellation)).ToDictionary(n => n.Name, StringComparer.Ordinal);
        // A draft is not a consent and permits nothing, even when the caller is the delegation that wrote it.
        var consents = await snapshot.ListAllAsync(Types.Consents, "", Visibility.Published, cancellation);
        var mandates = await snapshot.ListAllAsync(Types.Mandates, "", Visibility.Published, cancellation);
        return Answer(request, decision, nations, consents, mandates, snapshot.Revision.ToString());
    }

    private static CheckPermissionResponse Answer(
        CheckPermissionRequest request, Decision decision, Dictionary<string, Nation> nations, IReadOnlyList<Consent> consents, IReadOnlyList<Mandate> mandates, string revision)
    {
        var day = request.AsOf.ToDateOnly();
        long? persons = request.HasPersons ? request.Persons : null;
        var standings = Standing.Of(ConsentNeed.Of(decision, request.AlsoAffects, persons, request.StartDate.TryDay(), request.EndDate.TryDay()), consents, day);
        var state = StateMachine.On(decision, day);
        var complete = standings.All(s => s.IsGiven);
        var over = decision.EndDate.TryDay() < day;
        var unauthorised = Authority.WhyNot(request, decision, state);
        return new CheckPermissionResponse
        {
            State = state,
            ConsentsComplete = complete,
            Adoptable = complete && !over && state is not (State.Broken or State.Rejected or State.Lapsed or State.Repealed),
            InForce = complete && !over && state == State.Adopted && !(decision.StartDate.TryDay() > day),
            Authorised = unauthorised is null,
            WhyNotAuthorised = unauthorised ?? "",
            PublishedLater = decision.ContentTime?.Day() > day,
            Consents = { ConsentChecks(request, decision, standings) },
            Contributors = { Contributors(request, decision).Select(c => ContributorRules.Check(nations[c], decision, mandates, day)) },
            Revision = revision,
        };
    }

    private static IEnumerable<ConsentCheck> ConsentChecks(CheckPermissionRequest request, Decision decision, IReadOnlyList<Standing> standings)
    {
        var named = decision.AffectedNations.Select(a => (a.Nation, a.Role)).ToHashSet();
        var further = request.AlsoAffects.Select(a => (a.Nation, a.Role)).Where(a => !named.Contains(a));
        var notNeeded = named.Concat(further).Distinct().Where(a => !ConsentNeed.IsNeededFor(a.Role)).Select(a => new ConsentCheck
        {
            Nation = a.Nation,
            Role = a.Role,
            Status = ConsentCheck.Types.Status.NotNeeded,
            Why = "This role binds only the nation itself.",
        });
        var checks = standings.Select(Of).Concat(notNeeded).OrderBy(c => c.Nation, StringComparer.Ordinal).ThenBy(c => c.Role).ToList();
        checks.ForEach(c => c.NamedInDecision = named.Contains((c.Nation, c.Role)));
        return checks;
    }

    private static ConsentCheck Of(Standing standing) => new()
    {
        Nation = standing.Need.Nation,
        Role = standing.Need.Role,
        Status = standing.IsGiven ? ConsentCheck.Types.Status.Given : standing.IsRefused ? ConsentCheck.Types.Status.Refused : ConsentCheck.Types.Status.Missing,
        Consent = standing.IsGiven || standing.IsRefused ? standing.Latest!.Name : "",
        Source = standing.IsGiven || standing.IsRefused ? standing.Latest!.Source : null,
        Why = standing.WhyNot is { } why ? $"No consent: {why}." : $"{standing.Latest!.Name}, given on {standing.Latest.ConsentDate.ToDateOnly():yyyy-MM-dd}.",
    };

    private static IEnumerable<string> Contributors(CheckPermissionRequest request, Decision decision) =>
        (request.Contributors.Count > 0 ? request.Contributors : decision.AffectedNations.Where(a => a.Role == AffectedRole.Contributor).Select(a => a.Nation))
            .Distinct().Order(StringComparer.Ordinal);
}
