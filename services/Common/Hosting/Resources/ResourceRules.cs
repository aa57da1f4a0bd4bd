using Google.Protobuf;
using Summit.Hosting.Identity;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>What a domain asks for before a resource is written. Override what there is to ask; refuse by throwing.</summary>
/// <remarks>The methods run inside the transaction, on its thread: no awaiting, no calls to other services.</remarks>
/// <typeparam name="T">The resource.</typeparam>
public abstract class ResourceRules<T>
    where T : class, IMessage<T>, new()
{
    /// <summary>Before a resource comes to be. What is set here is stored.</summary>
    public virtual void OnCreate(WriteContext write, T resource)
    {
    }

    /// <summary>Before a resource changes. What is set in <paramref name="next"/> is stored.</summary>
    public virtual void OnUpdate(WriteContext write, T current, T next)
    {
    }

    /// <summary>Before a resource goes.</summary>
    public virtual void OnDelete(WriteContext write, T current)
    {
    }
}

/// <summary>A write under way.</summary>
/// <param name="Transaction">The store's current state, and what is done to it.</param>
/// <param name="Caller">Who writes.</param>
public sealed record WriteContext(Transaction Transaction, Caller Caller)
{
    /// <summary>The commit's time, by the store's clock.</summary>
    public DateTimeOffset Now => Transaction.Now;
}
