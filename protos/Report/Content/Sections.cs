using Summit.Logistics.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>Sections that could not be answered. They are reported once and in the same way everywhere.</summary>
internal static class Sections
{
    /// <summary>The services that an answer had to do without, each with a sentence about it.</summary>
    public static IReadOnlyList<SectionState> Away(AssessDeploymentResponse answer) =>
    [
        .. new[] { answer.Permission?.State, answer.Contributions?.State, answer.Cost?.State, answer.Unity?.State, answer.BudgetRoom?.State, answer.Obligations?.State, answer.ResponseLadder?.State }
            .Concat(answer.Cases.Select(c => c.Strength?.State)).OfType<SectionState>()
            .Where(s => s.Availability == SectionState.Types.Availability.Unavailable).DistinctBy(s => s.Service),
    ];

    /// <summary>The block, or the reason why it could not be answered.</summary>
    public static Block Of(string title, IEnumerable<SectionState?> states, Func<IEnumerable<Part>> parts)
    {
        var away = states.FirstOrDefault(s => s is not null && s.Availability != SectionState.Types.Availability.Available);
        return away is null ? new(title, [.. parts()]) : new(title, [new Prose($"{Words.Of(away.Availability)} {away.Service}: {away.Detail}")]);
    }
}
