using Google.Protobuf;
using Grpc.Core;
using Summit.Data.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Import.Rows;
using Summit.Kernel;
using Summit.Policy.Rules;
using Summit.Store;

namespace Summit.Import.Writing;

/// <summary>How rows of one type are stored.</summary>
public abstract class ImportTarget
{
    /// <summary>The type.</summary>
    public abstract ResourceType Type { get; }

    /// <summary>Notes which of the rows' resources delegations wrote themselves. Only for types that nations own.</summary>
    public virtual Task ReadOwnAsync(OwnRecords own, IEnumerable<ImportedRow> rows, StoreReads reads, ServerCallContext context) => Task.CompletedTask;

    /// <summary>The order in which rows are stored. Default: as in the file.</summary>
    public virtual IEnumerable<ImportedRow> Ordered(IEnumerable<ImportedRow> rows) => rows;

    /// <summary>
    /// Stores a row, or finds that nothing changes. It runs inside the transaction, in which all rows of the file before it are stored.
    /// </summary>
    /// <param name="write">The write.</param>
    /// <param name="row">The row.</param>
    /// <param name="found">Receives what is wrong with the row, by the path of the field.</param>
    /// <returns>What changes; null when nothing does. Not used when something is wrong.</returns>
    public abstract RowChange? Write(ImportWrite write, ImportedRow row, Violations found);

    /// <summary>Runs a write. What the contract or the domain refuses becomes violations; faults of the system go on.</summary>
    /// <param name="found">Receives the violations.</param>
    /// <param name="field">The field of the request that the rules name the resource by, for example <c>cost_key</c>.</param>
    /// <param name="write">The write.</param>
    protected static RowChange? Refusing(Violations found, string field, Func<RowChange?> write)
    {
        try
        {
            return write();
        }
        catch (InvalidFieldsException e)
        {
            foreach (var violation in e.Violations)
            {
                var path = violation.Field.StartsWith(field + ".", StringComparison.Ordinal) ? violation.Field[(field.Length + 1)..] : violation.Field == field ? "" : violation.Field;
                found.Require(holds: false, path, violation.Description);
            }
        }
        catch (Exception e) when (e is SummitException or ResourceExistsException or ResourceNotFoundException or InvalidResourceNameException or NumberTooLargeException)
        {
            found.Require(holds: false, "", e.Message);
        }

        return null;
    }

    /// <summary>Whether a resource keeps the rules of its contract; adds what breaks them.</summary>
    protected static bool Holds<T>(T resource, Violations found)
        where T : IMessage<T>
    {
        foreach (var (field, description) in RequestRules.Check(resource))
        {
            found.Require(holds: false, field, description);
        }

        KnownCodes<T>.Check(resource, "", found);
        return !found.Any;
    }
}
