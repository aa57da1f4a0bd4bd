using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.ConsentRules;
using Summit.Nations.Positions;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Unity;

/// <summary>Computes the five figures of a united front for a stored decision, inline inputs, or a mix of both.</summary>
internal sealed class MeasureUnitedFront(StoreReads reads) : IRequestCheck<MeasureUnitedFrontRequest>
{
    public async Task<MeasureUnitedFrontResponse> HandleAsync(MeasureUnitedFrontRequest request, ServerCallContext context)
    {
        var asOf = request.AsOf.ToDateOnly();
        if (request.Decision.Length == 0)
        {
            return UnitedFront.Compute(new FrontInputs(request.Participants, Inline(request.Stances), request.Consents, [], request.RequiredPersons, Offers(request), asOf));
        }
        var cancellation = context.CancellationToken;
        var snapshot = await reads.OpenAsync(context, request);
        var decision = await snapshot.GetAsync(Types.Decisions, request.Decision, Visibility.Published, cancellation);
        var participants = (request.Participants.Count > 0 ? request.Participants : decision.Members.Select(m => m.Nation)).ToList();
        var stances = request.Stances.Count > 0 || decision.Issue.Length == 0 || participants.Count == 0
            ? Inline(request.Stances)
            : Stored(await StanceReader.ReadAsync(snapshot, decision.Issue, participants, asOf, ChoiceRule.Newest, cancellation));
        var (consents, missing) = await ConsentsAsync(request, snapshot, decision, asOf, cancellation);
        return UnitedFront.Compute(new FrontInputs(participants, stances, consents, missing, request.RequiredPersons, Offers(request), asOf));
    }

    public ValueTask CheckAsync(MeasureUnitedFrontRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    private static async Task<(ConsentCounts Counts, IReadOnlyList<string> Missing)> ConsentsAsync(
        MeasureUnitedFrontRequest request, Snapshot snapshot, Decision decision, DateOnly asOf, CancellationToken cancellation)
    {
        if (request.Consents is not null)
        {
            return (request.Consents, []);
        }
        var onRecord = await snapshot.ListAllAsync(Types.Consents, "", Visibility.Published, cancellation);
        var standings = Standing.Of(ConsentNeed.Of(decision), onRecord, asOf);
        var missing = standings.Where(s => !s.IsGiven).Select(s => s.Need.Nation).ToList();
        return (new ConsentCounts { NeededCount = standings.Count, GivenCount = standings.Count - missing.Count }, [.. missing.Distinct()]);
    }

    private static Dictionary<string, DeclaredStance> Inline(IEnumerable<InlineStance> stances) => stances.Where(s => s.HasScore)
        .ToDictionary(s => s.Nation, s => new DeclaredStance(s.Score, s.PositionDate?.ToDateOnly()), StringComparer.Ordinal);

    private static Dictionary<string, DeclaredStance> Stored(IEnumerable<NationStance> stances) => stances.Where(s => s.HasScore)
        .ToDictionary(s => s.Nation, s => new DeclaredStance(s.Score, s.Position.PositionDate.ToDateOnly()), StringComparer.Ordinal);

    private static Dictionary<string, long> Offers(MeasureUnitedFrontRequest request) => request.Offers.ToDictionary(o => o.Nation, o => o.Persons, StringComparer.Ordinal);

    private static void Check(MeasureUnitedFrontRequest request, Violations violations)
    {
        violations.Require(request.Decision.Length > 0 || request.Participants.Count > 0, "participants", "is empty; name participants, or a stored decision");
        violations.RequireDistinct(request.Stances.Select(s => s.Nation), i => $"stances[{i}].nation");
        violations.RequireDistinct(request.Offers.Select(o => o.Nation), i => $"offers[{i}].nation");
        foreach (var (index, stance) in request.Stances.Index())
        {
            violations.Require(
                !(stance.PositionDate.TryDay() > request.AsOf.TryDay()), $"stances[{index}].position_date", $"{stance.PositionDate} is after as_of");
        }
        if (request.Consents is { } consents)
        {
            violations.Require(consents.GivenCount <= consents.NeededCount, "consents.given_count", $"{consents.GivenCount} is more than the {consents.NeededCount} that are needed");
        }
    }
}
