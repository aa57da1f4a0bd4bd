using Google.Protobuf;
using Summit.Store;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Budgets.Facts;

/// <summary>Rules of a resource of which there is one for each key: a second row for the same figure is refused, whatever its id.</summary>
/// <typeparam name="T">The resource.</typeparam>
internal abstract class KeyedRules<T> : StoredRules<T>
    where T : class, IMessage<T>, new()
{
    /// <summary>Type of the resource.</summary>
    protected abstract ResourceType<T> Type { get; }

    /// <summary>What the resource is about; no two resources of one parent have the same key.</summary>
    public abstract string KeyOf(T resource);

    public override void OnCreate(WriteContext write, T resource)
    {
        base.OnCreate(write, resource);
        RefuseSecond(write, resource);
    }

    public override void OnUpdate(WriteContext write, T current, T next)
    {
        base.OnUpdate(write, current, next);
        if (KeyOf(current) != KeyOf(next))
        {
            RefuseSecond(write, next);
        }
    }

    private void RefuseSecond(WriteContext write, T resource)
    {
        var name = Type.NameOf(resource);
        var key = KeyOf(resource);
        var parent = string.Join('/', name.Split('/').SkipLast(2));
        var held = write.Transaction.List(Type, parent).FirstOrDefault(other => Type.NameOf(other) != name && KeyOf(other) == key);
        if (held is not null)
        {
            throw new ResourceExistsException(Type.NameOf(held), write.Transaction.Revision);
        }
    }
}
