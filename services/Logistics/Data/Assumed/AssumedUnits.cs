using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Store;

namespace Summit.Logistics.Data.Assumed;

/// <summary>Units with another strength or notice.</summary>
internal sealed class AssumedUnits : AssumedTarget
{
    public override ResourceType Type => Types.ForceElements;

    protected override AssessmentOverride? Assume(ImportWrite write, ImportedRow row, AssessDeploymentRequest question, Violations found)
    {
        if (HeldOf(write, Types.ForceElements, row, found) is not { } held)
        {
            return null;
        }

        var next = AsInRow(row, held);
        var rest = next.Clone();
        rest.Persons = held.Persons;
        SetNotice(rest, held);
        RequireSame(row, held, rest, "persons and notice_days", found);

        var assumed = new AssessmentOverride { ForceElement = new ForceElementOverride { Name = row.Name } };
        var again = Of(question, assumed) is not null;
        if (row.Fields.Contains("persons") && (again || next.Persons != held.Persons))
        {
            assumed.ForceElement.Persons = next.Persons;
        }

        if (next.HasNoticeDays && (again || !held.HasNoticeDays || next.NoticeDays != held.NoticeDays))
        {
            assumed.ForceElement.NoticeDays = next.NoticeDays;
        }

        return assumed.ForceElement.HasPersons || assumed.ForceElement.HasNoticeDays ? assumed : null;
    }

    private static void SetNotice(ForceElement unit, ForceElement held)
    {
        unit.ClearNoticeDays();
        if (held.HasNoticeDays)
        {
            unit.NoticeDays = held.NoticeDays;
        }
    }
}
