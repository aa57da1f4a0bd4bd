using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Polls;

/// <summary>Combines stored or inline polls.</summary>
internal sealed class AggregatePolls(StoreReads reads) : IRequestCheck<AggregatePollsRequest>
{
    private const double DefaultHalfLifeDays = 30;
    private const double DefaultCap = 2000;
    private const int DefaultSample = 1000;
    private const string DefaultAnswer = "support";

    public async Task<AggregatePollsResponse> HandleAsync(AggregatePollsRequest request, ServerCallContext context)
    {
        var method = new PollMethod(
            request.Answer.Length == 0 ? DefaultAnswer : request.Answer,
            request.AsOf.ToDateOnly(),
            request.HasHalfLifeDays ? request.HalfLifeDays : DefaultHalfLifeDays,
            request.HasEffectiveSampleCap ? request.EffectiveSampleCap : DefaultCap,
            request.HasAssumedSampleCount ? request.AssumedSampleCount : DefaultSample);
        var inline = request.Polls.Select((poll, i) => (poll.Name.Length > 0 ? poll.Name : $"polls[{i}]", poll));
        return PollAggregation.Aggregate([.. inline, .. await StoredAsync(request, context)], method);
    }

    public ValueTask CheckAsync(AggregatePollsRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<(string, Poll)>> StoredAsync(AggregatePollsRequest request, ServerCallContext context)
    {
        if (request is { PollNames.Count: 0, Polls.Count: > 0 })
        {
            return [];
        }
        var snapshot = await reads.OpenAsync(context, request);
        var polls = request.PollNames.Count > 0
            ? await snapshot.BatchGetAsync(Types.Polls, request.PollNames, Visibility.Published, context.CancellationToken)
            : (await snapshot.ListAllAsync(Types.Polls, "", Visibility.Published, context.CancellationToken))
                .Where(p => request.Nation.Length == 0 || p.Nation == request.Nation)
                .Where(p => request.Issue.Length == 0 || p.Issue == request.Issue).ToList();
        return [.. polls.Select(p => (p.Name, p))];
    }

    private static void Check(AggregatePollsRequest request, Violations violations)
    {
        foreach (var (index, poll) in request.Polls.Index())
        {
            PollRules.Check(poll, $"polls[{index}]", violations);
        }
        violations.RequireDistinct(request.Polls.Select((p, i) => p.Name.Length > 0 ? p.Name : $"polls[{i}]"), i => $"polls[{i}].name");
    }
}
