using System.Text;
using Summit.Kernel;
using Summit.Nations.Decisions.Lifecycle;
using Summit.Nations.Resources;
using Summit.Store;

namespace Summit.Nations.Consents;

/// <summary>Ends a consent after its last day and suspends the decisions that need it, in one commit.</summary>
internal sealed class ConsentExpiry : ITimerHandler
{
    public const string Kind = "consent.expire";

    public void Fire(Transaction transaction, StoreTimer timer)
    {
        var name = Encoding.UTF8.GetString(timer.Payload);
        if (transaction.Find(Types.Consents, name) is not { Withdrawn: false, EndDate: { } end } consent || end.ToDateOnly() >= transaction.Now.Day())
        {
            return;
        }
        consent.Expired = true;
        transaction.Put(Types.Consents, consent);
        DecisionStore.SuspendIfUncovered(transaction, consent, DecisionStore.TimerActor, $"{name} ended on {end.ToDateOnly():yyyy-MM-dd}.");
    }
}
