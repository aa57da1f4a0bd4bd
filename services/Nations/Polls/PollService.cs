using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Polls;

/// <summary>Polls: answers of respondents, by wording.</summary>
internal sealed class PollService(StandardMethods<Poll> standard, AggregatePolls aggregate) : V1.PollService.PollServiceBase
{
    public override Task<Poll> GetPoll(GetPollRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListPollsResponse> ListPolls(ListPollsRequest request, ServerCallContext context) =>
        standard.ListAsync<ListPollsResponse>(request, context);

    public override Task<AggregatePollsResponse> AggregatePolls(AggregatePollsRequest request, ServerCallContext context) =>
        aggregate.HandleAsync(request, context);

    public override Task<Poll> CreatePoll(CreatePollRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Poll> UpdatePoll(UpdatePollRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);
}
