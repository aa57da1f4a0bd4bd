using System.Text;
using Summit.Kernel;
using Summit.Nations.Decisions.States;
using Summit.Nations.Resources;
using Summit.Store;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>Closes a silence period or a vote when its time is over.</summary>
internal sealed class CloseTimer : ITimerHandler
{
    public const string Kind = "decision.close";

    public void Fire(Transaction transaction, StoreTimer timer)
    {
        var name = Encoding.UTF8.GetString(timer.Payload);
        if (transaction.Find(Types.Decisions, name) is { } decision)
        {
            DecisionStore.CloseIfDue(transaction, decision);
        }
    }
}

/// <summary>Ends a decision after its last day.</summary>
internal sealed class EndTimer : ITimerHandler
{
    public const string Kind = "decision.end";

    public void Fire(Transaction transaction, StoreTimer timer)
    {
        var name = Encoding.UTF8.GetString(timer.Payload);
        if (transaction.Find(Types.Decisions, name) is { State: State.Adopted or State.Suspended, EndDate: { } end } decision && end.ToDateOnly() < transaction.Now.Day())
        {
            StateMachine.Move(decision, State.Lapsed, transaction.Now, DecisionStore.TimerActor, statement: $"Its last day was {end.ToDateOnly():yyyy-MM-dd}.");
            transaction.Put(Types.Decisions, decision);
        }
    }
}
