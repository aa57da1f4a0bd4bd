using Summit.Cli.Output;
using Summit.Logistics.V1;

namespace Summit.Cli.Assess.Content;

/// <summary>Sections that could not be answered: said once, the same way everywhere.</summary>
internal static class Sections
{
    /// <summary>The block, or instead of it why it could not be answered.</summary>
    public static Block Of(string title, IEnumerable<SectionState?> states, Func<IEnumerable<Part>> parts)
    {
        var away = states.FirstOrDefault(s => s is not null && s.Availability != SectionState.Types.Availability.Available);
        return away is null ? new(title, [.. parts()]) : new(title, [new Prose($"{Words.Of(away.Availability)} {away.Service}: {away.Detail}")]);
    }
}
