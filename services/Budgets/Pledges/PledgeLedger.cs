using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Budgets.Pledges;

/// <summary>
/// The ladder of a pledge. Each event is a separate row, and the pledge stores the sums, so that the cost of an append does not
/// depend on the number of events. All operations run inside the transaction of the store, which has no other writer.
/// </summary>
/// <param name="pledge">The pledge. Its sums are updated.</param>
/// <param name="held">Finds a stored event by id.</param>
internal sealed class PledgeLedger(Pledge pledge, Func<string, PledgeEvent?> held)
{
    private readonly Dictionary<string, PledgeEvent> _changed = new(StringComparer.Ordinal);

    /// <summary>The events that are new or changed.</summary>
    public IReadOnlyCollection<PledgeEvent> Changed => _changed.Values;

    /// <summary>Returns the name of an event.</summary>
    public static string EventName(string pledge, string id) => $"{pledge}/events/{id}";

    /// <summary>Returns the ladder of a pledge in a transaction.</summary>
    public static PledgeLedger In(Transaction transaction, Pledge pledge) => new(
        pledge, id => EventName(pledge.Name, id) is var name && Types.PledgeEvents.IsName(name) ? transaction.Find(Types.PledgeEvents, name) : null);

    /// <summary>Moves the events that a pledge contains to separate rows.</summary>
    public static void Record(Transaction transaction, Pledge pledge)
    {
        var ledger = In(transaction, pledge);
        (pledge.EventCount, var first) = (0, pledge.Events.ToList());
        pledge.StageSums.Clear();
        pledge.Events.Clear();
        first.ForEach(ledger.Take);
        ledger.Save(transaction);
    }

    /// <summary>Writes the events that are new or changed.</summary>
    public void Save(Transaction transaction)
    {
        foreach (var entry in _changed.Values)
        {
            transaction.Put(Types.PledgeEvents, entry);
        }

        StageSums.SetTotals(pledge);
    }

    /// <summary>Appends an event, if the ladder allows it.</summary>
    /// <exception cref="InvalidFieldsException">The event is not valid on this ladder.</exception>
    /// <exception cref="PreconditionException">A stage would be above the previous stage. The changes must not be saved.</exception>
    public void Append(PledgeEvent step)
    {
        var violations = new Violations();
        LadderChecks.CheckEvent(pledge, step, Find, IsSuperseded, "event", violations);
        violations.ThrowIfAny();
        Take(step);
        var above = StageSums.Above(pledge).Concat(_changed.Values.Where(e => e.SupersededBy.Length == 0).Select(StageSums.PartsAbove)).OfType<string>().FirstOrDefault();
        if (above is not null)
        {
            throw new PreconditionException(
                ErrorReason.StateForbids, pledge.Name, $"{pledge.Name}: {above}.", new Dictionary<string, string> { ["state"] = step.Stage.ToString() });
        }

        StageSums.SetTotals(pledge);
    }

    private PledgeEvent? Find(string id) => _changed.TryGetValue(id, out var changed) ? changed : held(id);

    private bool IsSuperseded(string id) => Find(id) is { SupersededBy.Length: > 0 };

    // Adds an event to the sums.
    private void Take(PledgeEvent step)
    {
        var entry = step.Clone();
        OutputFields.Clear(entry);
        pledge.EventCount++;
        (entry.Name, entry.Position, entry.PublishState) = (EventName(pledge.Name, step.Id), pledge.EventCount, pledge.PublishState);
        _changed[entry.Id] = entry;
        StageSums.Of(pledge, entry.Stage).EventCount++;
        Count(entry, Rational.One);
        if (entry.Supersedes.Length > 0 && Find(entry.Supersedes) is { } replaced)
        {
            Count(replaced, -Rational.One);
            replaced.SupersededBy = entry.Id;
            _changed[replaced.Id] = replaced;
        }
    }

    private void Count(PledgeEvent entry, Rational sign)
    {
        var amount = Amount.Of(entry.Amount) * sign;
        var sum = StageSums.Of(pledge, entry.Stage);
        sum.Amount = StageSums.Plus(sum.Amount, amount);
        if (entry.Unpledged)
        {
            return;
        }

        sum.Bounded = StageSums.Plus(sum.Bounded, amount);
        if (entry.PartOf.Length > 0 && Find(entry.PartOf) is { } whole)
        {
            whole.Parts = StageSums.Plus(whole.Parts ?? Amount.ToMoney(Rational.Zero, pledge.CurrencyCode), amount);
            _changed[whole.Id] = whole;
        }
    }
}
