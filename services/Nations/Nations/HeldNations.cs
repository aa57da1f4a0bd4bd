using Google.Protobuf;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Nations;

/// <summary>
/// Checks that the nations named in a computation are stored. Unknown nations are reported together with the other violations.
/// </summary>
internal sealed class HeldNations(StoreReads reads) :
    IRequestCheck<AggregateStancesRequest>,
    IRequestCheck<MeasureUnityRequest>,
    IRequestCheck<ForecastOutcomeRequest>,
    IRequestCheck<MeasureUnitedFrontRequest>,
    IRequestCheck<CheckPermissionRequest>,
    IRequestCheck<EvaluateLadderRequest>
{
    public ValueTask CheckAsync(AggregateStancesRequest request, ServerCallContext context, Violations found) =>
        CheckAsync(request, Fields(request.Nations, "nations"), context, found);

    public ValueTask CheckAsync(MeasureUnityRequest request, ServerCallContext context, Violations found) =>
        CheckAsync(request.Stored, Fields(request.Stored?.Nations, "stored.nations"), context, found);

    public ValueTask CheckAsync(ForecastOutcomeRequest request, ServerCallContext context, Violations found) =>
        CheckAsync(request.Stored, Fields(request.Stored?.Nations, "stored.nations"), context, found);

    public ValueTask CheckAsync(MeasureUnitedFrontRequest request, ServerCallContext context, Violations found) =>
        request.Decision.Length == 0 ? ValueTask.CompletedTask : CheckAsync(request, Fields(request.Participants, "participants"), context, found);

    public ValueTask CheckAsync(CheckPermissionRequest request, ServerCallContext context, Violations found)
    {
        var soil = request.AlsoAffects.Select((a, i) => (a.Nation, $"also_affects[{i}].nation"));
        return CheckAsync(request, Fields(request.Contributors, "contributors").Concat(soil), context, found);
    }

    public ValueTask CheckAsync(EvaluateLadderRequest request, ServerCallContext context, Violations found)
    {
        var mustAgree = (request.InlineLadder?.Rungs ?? []).SelectMany((r, i) => r.MustAgree.Select((n, j) => (n.Nation, $"inline_ladder.rungs[{i}].must_agree[{j}].nation")));
        return CheckAsync(request, Fields(request.AssumedConsents, "assumed_consents").Concat(mustAgree), context, found);
    }

    private static IEnumerable<(string Nation, string Field)> Fields(IEnumerable<string>? nations, string field) =>
        (nations ?? []).Select((nation, i) => (nation, $"{field}[{i}]"));

    private async ValueTask CheckAsync(
        IMessage? request, IEnumerable<(string Nation, string Field)> named, ServerCallContext context, Violations found)
    {
        var asked = named.ToList();
        // An invalid read time is either reported already or refused by the read itself.
        if (asked.Count == 0 || found.Found.Any(v => v.Field.Contains("read_at", StringComparison.Ordinal)))
        {
            return;
        }
        var snapshot = await reads.OpenAsync(context, request);
        var held = (await snapshot.ListAllAsync(Types.Nations, "", Visibility.Published, context.CancellationToken)).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = found.Found.Select(v => v.Field).ToHashSet(StringComparer.Ordinal);
        foreach (var (nation, field) in asked.Where(a => !unknown.Contains(a.Field)))
        {
            found.Require(held.Contains(nation), field, $"\"{nation}\" is not a nation that is held");
        }
    }
}
