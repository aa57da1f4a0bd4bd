using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Meeting = Summit.Nations.V1.Summit;

namespace Summit.Nations.Summits;

/// <summary>Validates a summit before it is stored.</summary>
internal sealed class SummitRules : ResourceRules<Meeting>
{
    public override void OnCreate(WriteContext write, Meeting resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, Meeting current, Meeting next) => Check(write, next);

    private static void Check(WriteContext write, Meeting summit)
    {
        var violations = new Violations();
        References.CheckOrder(summit.StartDate, summit.EndDate, "start_date", "summit.end_date", violations);
        References.CheckPublished(write, summit.Source, "summit.source", violations);
        foreach (var (index, participant) in summit.Participants.Index())
        {
            References.Check(write.Transaction, Types.Nations, participant.Nation, $"summit.participants[{index}].nation", violations);
        }
        foreach (var (index, item) in summit.Agenda.Index())
        {
            References.Check(write.Transaction, Types.Issues, item.Issue, $"summit.agenda[{index}].issue", violations);
            References.Check(write.Transaction, Types.Decisions, item.Decision, $"summit.agenda[{index}].decision", violations);
        }
        violations.ThrowIfAny();
    }
}
