using Summit.Kernel;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Where the response ladder stands. It does not change the verdict.</summary>
internal static class LadderStep
{
    public static LadderSection Section(Reading<EvaluateLadderResponse> ladder, Evidence evidence)
    {
        foreach (var fact in ladder.Value?.FactsUsed ?? [])
        {
            evidence.Use(fact);
        }

        return new() { State = ladder.State, Evaluation = ladder.Value };
    }
}
