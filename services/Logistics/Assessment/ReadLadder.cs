using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Asks Nations where the response ladder stands at the end of the day in question.</summary>
internal sealed class ReadLadder(ResponseLadderService.ResponseLadderServiceClient ladders)
{
    public async Task<Reading<EvaluateLadderResponse>> ReadAsync(Computation computed, ServerCallContext context)
    {
        var question = computed.Question;
        if (question.ResponseLadder.Length > 0)
        {
            // A ladder that the caller names and that does not exist is the caller's fault.
            return await Sections.ReadAsync(Packages.Nations, async o => await EvaluateAsync(question.ResponseLadder, question, o), context);
        }

        var found = await Sections.TryReadAsync(Packages.Nations, async o => await ladders.ListResponseLaddersAsync(
            new ListResponseLaddersRequest { Filter = $"decision = \"{question.Decision}\"", PageSize = 1 }, o), context);
        return found.Value switch
        {
            null => new(null, found.State),
            { ResponseLadders: [var ladder, ..] } => await Sections.TryReadAsync(Packages.Nations, async o => await EvaluateAsync(ladder.Name, question, o), context),
            _ => new(null, Sections.Missing(Packages.Nations, "The question names no response ladder, and none belongs to the decision.")),
        };
    }

    private async Task<EvaluateLadderResponse> EvaluateAsync(string ladder, Question question, CallOptions options) => await ladders.EvaluateLadderAsync(
        new EvaluateLadderRequest { Ladder = ladder, EvaluateTime = Timestamp.FromDateTimeOffset(Dates.EndOf(question.AsOf).AddSeconds(-1)), AsOf = question.AsOf.ToDate() }, options);
}
