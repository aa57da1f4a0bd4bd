using Google.Protobuf;
using Summit.Hosting.Resources;
using Summit.Store;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Logistics;

/// <summary>Rules that look at what would be stored, and perhaps at what is stored beside it.</summary>
/// <typeparam name="T">The resource.</typeparam>
internal sealed class CheckedRules<T>(Action<T, Transaction, Faults> check, Action<T, Transaction>? onDelete = null) : ResourceRules<T>
    where T : class, IMessage<T>, new()
{
    public override void OnCreate(WriteContext write, T resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, T current, T next) => Check(write, next);

    public override void OnDelete(WriteContext write, T current) => onDelete?.Invoke(current, write.Transaction);

    private void Check(WriteContext write, T resource)
    {
        var faults = new Faults();
        check(resource, write.Transaction, faults);
        faults.Throw();
    }
}
