using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Summit.Hosting.Resources;
using Summit.Import.Rows;
using Summit.Kernel;

namespace Summit.Budgets.Data.Ledgers;

/// <summary>What events of pledges and of funds have in common.</summary>
internal static class Ledger
{
    /// <summary>Whether an event is held as the row has it, in the fields that the row decides.</summary>
    public static bool IsHeld<T>(T held, ImportedRow row)
        where T : class, IMessage<T>, IDeepCloneable<T>, new() =>
        ResourceChange<T>.From((T)row.Resource, new FieldMask { Paths = { row.Fields } }, "event").Apply(held).Equals(held);

    /// <summary>Whether the name of an event ends with its id.</summary>
    public static bool IsNamed(ImportedRow row, string id, Violations found) =>
        found.Require(row.Name.EndsWith($"/{id}", StringComparison.Ordinal), "id", $"\"{id}\" is not the end of {row.Name}");
}
