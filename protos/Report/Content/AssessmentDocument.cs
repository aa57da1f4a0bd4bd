using Summit.Logistics.V1;

namespace Summit.Report.Content;

/// <summary>The report of an assessment, which every printer prints.</summary>
internal static class AssessmentDocument
{
    private const int MostReliefs = 3;

    /// <summary>What decides the answer, without drawings: short enough for two printed pages.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="names">Names of nations and places.</param>
    /// <param name="traceId">Trace of the call; null when there is none.</param>
    public static Document Brief(AssessDeploymentResponse answer, Names names, string? traceId) => Of(answer, names, traceId, facts: false) with
    {
        Blocks =
        [
            .. answer.Overrides.Count == 0 ? [] : new[] { Assumed(answer) },
            Why(answer, names),
            .. DrawsBlock.Of(answer),
            .. SensitivityBlock.Of(answer, names),
            .. PermissionBlocks.Of(answer, names).Take(1),
            .. WithoutPictures(ForceBlocks.Of(answer).Take(2)),
            .. WithoutPictures(MovementBlock.Of(answer, names)),
            CostBlock.Of(answer, names),
        ],
    };

    private static IEnumerable<Block> WithoutPictures(IEnumerable<Block> blocks) => blocks.Select(b => b with { Parts = [.. b.Parts.Where(p => p is not Picture)] });

    /// <summary>The whole report.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="names">Names of nations and places.</param>
    /// <param name="traceId">Trace of the call; null when there is none.</param>
    /// <param name="facts">Whether facts and assumptions are listed.</param>
    /// <param name="listed">Says where they are when they are not listed.</param>
    public static Document Of(AssessDeploymentResponse answer, Names names, string? traceId, bool facts, string listed = "") => new(
        FirstScreen.Of(answer, names),
        [
            .. answer.Overrides.Count == 0 ? [] : new[] { Assumed(answer) },
            Why(answer, names),
            .. DrawsBlock.Of(answer),
            .. SensitivityBlock.Of(answer, names),
            .. PermissionBlocks.Of(answer, names),
            UnityBlock.Of(answer, names),
            ObligationsBlock.Of(answer, names),
            .. ForceBlocks.Of(answer),
            .. MovementBlock.Of(answer, names),
            .. SustainmentBlock.Of(answer),
            CostBlock.Of(answer, names),
            RoomBlock.Of(answer, names),
            LadderBlock.Of(answer, names),
            .. facts ? EvidenceBlocks.Of(answer, names) : [],
        ],
        [
            $"Rests on {answer.FactsUsed.Count} facts, {answer.RecalledFactCount} of them recalled from memory of the source, and {answer.Assumptions.Count} assumptions{(facts ? "" : listed)}.",
            $"engine {answer.EngineVersion}, seed {answer.Seed}, result {answer.ResultHash}",
            $"read at {string.Join(", ", answer.Revisions.Select(r => $"{r.Service} {r.Revision}"))}; trace {traceId ?? "(none)"}",
        ]);

    private static Block Assumed(AssessDeploymentResponse answer) => new("Assumed in this question only",
    [
        new Tabular(["What", "On record", "Assumed"], [.. answer.Overrides.Select(o => (IReadOnlyList<string>)[o.Description, o.From, o.To])]),
    ]);

    private static Block Why(AssessDeploymentResponse answer, Names names) => new("Why",
    [
        new Tabular(
            ["Reason", "What relaxes it"],
            [.. answer.VerdictReasons.Select(reason => (IReadOnlyList<string>)
            [
                names.In(reason.Sentence),
                Reliefs(reason, names),
            ])]),
    ]);

    private static string Reliefs(VerdictReason reason, Names names)
    {
        var rest = reason.Reliefs.Count > MostReliefs ? $"; and {reason.Reliefs.Count - MostReliefs} more" : "";
        return string.Join("; ", reason.Reliefs.Take(MostReliefs).Select(relief => FirstScreen.Text(relief, names))) + rest;
    }
}
