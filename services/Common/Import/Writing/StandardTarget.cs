using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Data.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Import.Rows;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Import.Writing;

/// <summary>Stores rows as the type's create and update methods do: by the rules of the contract and those of the domain.</summary>
/// <typeparam name="T">The resource.</typeparam>
internal sealed class StandardTarget<T>(ResourceType<T> type, IEnumerable<ResourceRules<T>> rules, ImportAccess access) : ImportTarget
    where T : class, IMessage<T>, IDeepCloneable<T>, new()
{
    private readonly ResourceRules<T>[] _rules = [.. rules];
    private readonly string _field = ResourceNames.FieldOf(type);

    public override ResourceType Type => type;

    public override Task ReadOwnAsync(OwnRecords own, IEnumerable<ImportedRow> rows, StoreReads reads, ServerCallContext context) =>
        access.IsReport(context.Caller()) ? own.ReadAsync(type, rows.Select(row => row.Name), reads, context) : Task.CompletedTask;

    public override RowChange? Write(ImportWrite write, ImportedRow row, Violations found) => Refusing(found, _field, () =>
        write.Context.Transaction.Find(type, row.Name, write.Context.Caller.Visibility) is { } current ? Update(write, row, current, found) : Create(write, row, found));

    private RowChange? Create(ImportWrite write, ImportedRow row, Violations found)
    {
        if (!access.MayWrite(write.Context.Caller, row.Name, found))
        {
            return null;
        }

        var next = ((T)row.Resource).Clone();
        OutputFields.Clear(next);
        access.Publish(next, write.Context.Caller);
        PublishStates.Default(next);
        if (!Holds(next, found))
        {
            return null;
        }

        foreach (var rule in _rules)
        {
            rule.OnCreate(write.Context, next);
        }

        return FieldChanges.Of(row, null, write.Context.Transaction.Create(type, next));
    }

    private RowChange? Update(ImportWrite write, ImportedRow row, T current, Violations found)
    {
        var next = ResourceChange<T>.From((T)row.Resource, new FieldMask { Paths = { row.Fields } }, _field).Apply(current);
        PublishStates.Keep(current, next);
        if (next.Equals(current))
        {
            return null;
        }

        var etag = RequestShape.Of(next).Text(row.Resource, "etag");
        found.Require(etag.Length == 0 || etag == RequestShape.Of(current).Text(current, "etag"), "etag", $"\"{etag}\" is not the current one; the resource was changed since the file was written, export it again");
        if (!access.MayChange(write, row.Name, current, found) || found.Any || !Holds(next, found))
        {
            return null;
        }

        foreach (var rule in _rules)
        {
            rule.OnUpdate(write.Context, current, next);
        }

        return next.Equals(current) ? null : FieldChanges.Of(row, current, write.Context.Transaction.Update(type, next));
    }
}
