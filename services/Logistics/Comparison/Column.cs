using Summit.Logistics.V1;

namespace Summit.Logistics.Comparison;

/// <summary>One column of a comparison.</summary>
/// <param name="Label">Heading.</param>
/// <param name="Source">Scenario or stored assessment; empty for a question.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Stored">Whether the answer was stored before, and can have read other data.</param>
internal sealed record Column(string Label, string Source, AssessDeploymentRequest Question, AssessDeploymentResponse Answer, bool Stored)
{
    /// <summary>The column as the answer shows it.</summary>
    public ComparedColumn ToWire() => new()
    {
        Label = Label,
        Source = Source,
        Verdict = Answer.Verdict,
        Question = Answer.Question,
        Overrides = { Answer.Overrides },
        ResultHash = Answer.ResultHash,
        EngineVersion = Answer.EngineVersion,
    };
}
