using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Summit.Data.V1;
using Summit.Hosting.Resources;
using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;
using Summit.Logistics.Assessment;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Store;

namespace Summit.Logistics.Data.Assumed;

/// <summary>Puts what a row says into the question of a scenario. What is held stays as it is.</summary>
internal abstract class AssumedTarget : ImportTarget
{
    public override RowChange? Write(ImportWrite write, ImportedRow row, Violations found)
    {
        var transaction = write.Context.Transaction;
        // A scenario of another analyst does not exist.
        var scenario = transaction.Get(Types.Scenarios, write.Scenario, write.Context.Caller.VisibilityOf(Types.Scenarios)).Clone();
        var assumed = Assume(write, row, scenario.Question, found);
        if (assumed is null || found.Any || !found.Require(
            write.Said.Add($"{assumed.OverrideCase} {Overrides.TargetOf(assumed)}"), "", $"{Overrides.TargetOf(assumed)} is in another row too; a scenario can assume one thing about it"))
        {
            return null;
        }

        var overrides = scenario.Question.Overrides;
        var before = Of(scenario.Question, assumed);
        if (assumed.Equals(before))
        {
            return null;
        }

        if (before is null)
        {
            overrides.Add(assumed);
        }
        else
        {
            overrides[overrides.IndexOf(before)] = assumed;
        }

        if (!Holds(scenario, found))
        {
            return null;
        }

        transaction.Update(Types.Scenarios, scenario);
        return FieldChanges.Of(row, before is null ? null : Inner(before), Inner(assumed));
    }

    /// <summary>What a row assumes; null when it says what is held and the scenario assumes nothing there, or when it has faults.</summary>
    protected abstract AssessmentOverride? Assume(ImportWrite write, ImportedRow row, AssessDeploymentRequest question, Violations found);

    /// <summary>What the question assumes about the same; null when it assumes nothing.</summary>
    protected static AssessmentOverride? Of(AssessDeploymentRequest question, AssessmentOverride assumed) =>
        question.Overrides.FirstOrDefault(o => o.OverrideCase == assumed.OverrideCase && Overrides.TargetOf(o) == Overrides.TargetOf(assumed));

    /// <summary>A resource as it is held; a fault when it is not.</summary>
    protected static T? HeldOf<T>(ImportWrite write, ResourceType<T> type, ImportedRow row, Violations found)
        where T : class, IMessage<T>, new()
    {
        var held = write.Context.Transaction.Find(type, row.Name, write.Context.Caller.Visibility);
        found.Require(held is not null, "name", $"\"{row.Name}\" does not exist; a scenario assumes something about what is held and adds nothing");
        return held;
    }

    /// <summary>The resource as the row has it.</summary>
    protected static T AsInRow<T>(ImportedRow row, T held)
        where T : class, IMessage<T>, IDeepCloneable<T>, new() =>
        ResourceChange<T>.From((T)row.Resource, new FieldMask { Paths = { row.Fields } }, "").Apply(held);

    /// <summary>Requires that a row differs from what is held in nothing that a scenario cannot assume.</summary>
    /// <param name="row">The row.</param>
    /// <param name="held">The resource as it is held.</param>
    /// <param name="rest">The resource as the row has it, with what is assumed set back to what is held.</param>
    /// <param name="assumable">What can be assumed, in words.</param>
    /// <param name="found">Receives the faults.</param>
    protected static void RequireSame(ImportedRow row, IMessage held, IMessage rest, string assumable, Violations found)
    {
        // The source says where the row is from. It is no part of the question.
        foreach (var change in FieldChanges.Of(row, held, rest).Fields.Where(c => !c.Field.StartsWith("source", StringComparison.Ordinal)))
        {
            found.Require(holds: false, change.Field, $"is \"{change.Next}\" and on record \"{change.Held}\"; a scenario can assume {assumable} only");
        }
    }

    private static IMessage Inner(AssessmentOverride assumed) =>
        (IMessage)AssessmentOverride.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(assumed).Accessor.GetValue(assumed);
}
