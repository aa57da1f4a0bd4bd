using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.ResponseLadders;

/// <summary>Says which rung a ladder is on at the time that the request names. It reads no clock, stores nothing and starts nothing.</summary>
internal sealed class EvaluateLadder(StoreReads reads) : IRequestCheck<EvaluateLadderRequest>
{
    private const string Inline = "inline_ladder";
    private static readonly DateTimeOffset LastTime = new(2100, 12, 31, 23, 59, 59, TimeSpan.Zero);

    public ValueTask CheckAsync(EvaluateLadderRequest request, ServerCallContext context, Violations found)
    {
        found.Require(
            request.Ladder.Length > 0 != (request.InlineLadder is not null), "ladder", request.InlineLadder is null ? "is not set, and neither is inline_ladder; give one" : "is set beside inline_ladder; give one or the other");
        found.Require(!(request.EvaluateTime?.Seconds > LastTime.ToUnixTimeSeconds()), "evaluate_time", $"{request.EvaluateTime?.Seconds} seconds after 1970 is too late; it must be {LastTime:yyyy-MM-dd} or earlier");
        foreach (var (index, incident) in request.Incidents.Index())
        {
            found.Require(incident.Name.Length > 0, $"incidents[{index}].name", "is required: it says which event is reported, so that each counts once");
        }

        if (request.InlineLadder is { } ladder)
        {
            LadderRules.Check(ladder, Inline, found);
        }

        return ValueTask.CompletedTask;
    }

    public async Task<EvaluateLadderResponse> HandleAsync(EvaluateLadderRequest request, ServerCallContext context)
    {
        RequireScope(request);
        var stop = context.CancellationToken;
        var snapshot = await reads.OpenAsync(context, request);
        var ladder = request.InlineLadder ?? await snapshot.GetAsync(Types.ResponseLadders, request.Ladder, Visibility.Published, stop);
        var time = request.EvaluateTime.ToDateTimeOffset();
        var asOf = request.AsOf?.ToDateOnly() ?? time.Day();
        var counting = Counting.Of(request.Incidents.Count > 0 ? request.Incidents : await StoredAsync(snapshot, asOf, stop), time);
        var evidence = new Evidence(Incident.Descriptor.File.Package, asOf);
        evidence.Use(Evidence.NameOf(ladder.Name, Inline), $"ladder \"{ladder.DisplayName}\"", $"{ladder.Rungs.Count}", "rungs", ladder.Source);

        var answer = new EvaluateLadderResponse
        {
            Ladder = Evidence.NameOf(ladder.Name, Inline),
            DisplayName = ladder.DisplayName,
            EvaluateTime = request.EvaluateTime,
            Rungs = { ladder.Rungs.Select(r => RungClock.At(r, counting.Incidents, time)) },
            IncidentCounts = counting.Counts,
        };
        var reached = answer.Rungs.LastOrDefault(r => r.Reached);
        if (reached is not null)
        {
            var rung = ladder.Rungs.First(r => r.Id == reached.Id);
            Note(reached, counting.Incidents, evidence);
            await PrepareAsync(answer, ladder, rung, reached, request, asOf, snapshot, evidence, stop);
        }

        var names = (await snapshot.ListAllAsync(Types.Nations, "", Visibility.Published, stop)).ToDictionary(n => n.Name, n => n.DisplayName, StringComparer.Ordinal);
        answer.Sentence = LadderSentence.Of(answer, names);
        answer.FactsUsed.Add(evidence.Facts);
        return answer;
    }

    private static void RequireScope(EvaluateLadderRequest request)
    {
        if (request.InlineLadder is { } ladder)
        {
            Scope.Require(ladder, Inline);
        }

        foreach (var (index, incident) in request.Incidents.Index())
        {
            Scope.Require(incident, $"incidents[{index}]");
        }
    }

    private static async Task<IEnumerable<Incident>> StoredAsync(Snapshot snapshot, DateOnly asOf, CancellationToken stop) =>
        (await snapshot.ListAllAsync(Types.Incidents, "", Visibility.Published, stop)).Where(i => !(i.Source?.PublishDate.TryDay() > asOf));

    private static void Note(RungState reached, IReadOnlyList<Incident> incidents, Evidence evidence)
    {
        var holding = reached.Incidents.ToHashSet(StringComparer.Ordinal);
        foreach (var incident in incidents.Where(i => holding.Contains(i.Name)))
        {
            evidence.Use(incident.Name, $"incident in sector {incident.Sector}, {incident.Verification}", $"{incident.Severity}", "", incident.Source);
        }
    }

    private static async Task PrepareAsync(
        EvaluateLadderResponse answer, ResponseLadder ladder, LadderRung rung, RungState reached, EvaluateLadderRequest request, DateOnly asOf, Snapshot snapshot, Evidence evidence, CancellationToken stop)
    {
        var name = rung.Decision.Length > 0 ? rung.Decision : ladder.Decision;
        var decision = name.Length > 0 ? await snapshot.FindAsync(Types.Decisions, name, Visibility.Published, stop) : null;
        var onRecord = decision is null ? [] : await snapshot.ListAllAsync(Types.Consents, "", Visibility.Published, stop);
        var consents = RungConsents.Of(rung, decision, onRecord, asOf, request.AssumedConsents);
        foreach (var (consent, record) in consents.Where(c => c.Consent is { Given: true, Assumed: false }))
        {
            evidence.Use(record!.Name, $"consent to {name} as {consent.Role}", "given", "", record.Source);
        }

        answer.Rung = rung.Id;
        (answer.Decision, answer.DecisionTitle, answer.Question) = (name, decision?.DisplayName ?? "", rung.Question);
        answer.Consents.Add(consents.Select(c => c.Consent));
        answer.MissingConsents.Add(consents.Where(c => !c.Consent.Given).Select(c => c.Consent.Nation).Distinct());
        answer.Actions.Add(rung.Actions.Select(a => new ProposedAction { Kind = a.Kind, Description = a.Description, State = StateOf(a, answer.MissingConsents.Count > 0) }));
        answer.HeldUntilTime = reached.HeldUntilTime;
        if (rung.DeadlineHours > 0)
        {
            answer.Deadline = reached.EnteredTime + Duration.FromTimeSpan(TimeSpan.FromHours(rung.DeadlineHours));
            answer.DeadlineMissed = answer.MissingConsents.Count > 0 && request.EvaluateTime.ToDateTimeOffset() > answer.Deadline.ToDateTimeOffset();
        }
    }

    private static ProposedAction.Types.State StateOf(LadderAction action, bool missing) =>
        !action.NeedsConsent ? ProposedAction.Types.State.Ready : missing ? ProposedAction.Types.State.Proposed : ProposedAction.Types.State.Agreed;
}
