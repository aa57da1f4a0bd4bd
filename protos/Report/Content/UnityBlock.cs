using Summit.Logistics.V1;
using Index = Summit.Nations.V1.Index;

namespace Summit.Report.Content;

/// <summary>How united the nations are: the figures side by side, and the composite last.</summary>
internal static class UnityBlock
{
    public static Block Of(AssessDeploymentResponse answer, Names names) => Sections.Of("How united", [answer.Unity?.State], () => Parts(answer.Unity!, names));

    private static IEnumerable<Part> Parts(UnitySection unity, Names names)
    {
        var front = unity.Front;
        yield return new Tabular(
            [$"Of {unity.ParticipantCount} nations", "Value"],
            [
                ["Agreement of those with a stance, 0 to 1", Share(front.Agreement, "0.00")],
                ["Have declared a stance", Percent(front.DeclaredShare)],
                ["Needed consents on record", Percent(front.ConsentShare)],
                ["Required force that supporters offer", Percent(front.ForceShare)],
                ["Age of the oldest position, days", Share(front.OldestPositionDays, "0")],
                ["All together (own definition), 0 to 1", Share(front.Composite, "0.00")],
            ],
            Numbers: 1);
        if (front.SilentNations.Count > 0)
        {
            yield return new Prose($"Silent: {names.Of(front.SilentNations)}.");
        }
    }

    private static string Share(Index index, string format) => index.HasValue ? index.Value.ToString(format) : $"not defined: {index.UndefinedReason}";

    private static string Percent(Index index) => index.HasValue ? $"{index.Value * 100:0.#} %" : $"not defined: {index.UndefinedReason}";
}
