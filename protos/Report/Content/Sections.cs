using Summit.Logistics.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>Sections that could not be answered. They are reported once and in the same way everywhere.</summary>
internal static class Sections
{
    /// <summary>The block, or the reason why it could not be answered.</summary>
    public static Block Of(string title, IEnumerable<SectionState?> states, Func<IEnumerable<Part>> parts)
    {
        var away = states.FirstOrDefault(s => s is not null && s.Availability != SectionState.Types.Availability.Available);
        return away is null ? new(title, [.. parts()]) : new(title, [new Prose($"{Words.Of(away.Availability)} {away.Service}: {away.Detail}")]);
    }
}
