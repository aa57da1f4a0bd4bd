using System.Text;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Mandates;

/// <summary>Ends a mandate after its last day.</summary>
internal sealed class MandateExpiry : ITimerHandler
{
    public const string Kind = "mandate.expire";

    public void Fire(Transaction transaction, StoreTimer timer)
    {
        var name = Encoding.UTF8.GetString(timer.Payload);
        if (transaction.Find(Types.Mandates, name) is { Status: Mandate.Types.Status.Approved, EndDate: { } end } mandate && end.ToDateOnly() < transaction.Now.Day())
        {
            mandate.Status = Mandate.Types.Status.Expired;
            transaction.Put(Types.Mandates, mandate);
        }
    }
}
