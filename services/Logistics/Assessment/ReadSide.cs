using Grpc.Core;

namespace Summit.Logistics.Assessment;

/// <summary>Reads for the sections beside the verdict, with the caller's token. The reads run at the same time and at the pinned revisions.</summary>
internal sealed class ReadSide(ReadUnity unity, ReadLadder ladder, ReadRoom room)
{
    public async Task<SideFacts> ReadAsync(Computation computed, ServerCallContext context)
    {
        var front = unity.ReadAsync(computed, context);
        var stands = ladder.ReadAsync(computed, context);
        var budgets = computed.Payers is { Count: > 0 } payers ? room.ReadAsync(payers, computed.Question, context) : null;
        return new(await front, await stands, budgets is null ? null : await budgets);
    }
}
