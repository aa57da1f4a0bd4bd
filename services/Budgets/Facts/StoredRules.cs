using Google.Protobuf;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Budgets.Facts;

/// <summary>
/// What a stored resource must hold. The check runs beside the field rules of create and update requests, so that one answer
/// names every fault, and again inside the transaction, where nothing can change any more.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
internal abstract class StoredRules<T> : ResourceRules<T>
    where T : class, IMessage<T>, new()
{
    /// <summary>The request's field that holds the resource, for example <c>cost_key</c>.</summary>
    public abstract string Field { get; }

    /// <summary>Adds what is wrong. The resource's fields may break their own rules.</summary>
    public abstract void Check(T resource, string path, Violations violations);

    public override void OnCreate(WriteContext write, T resource) => Refuse(resource);

    public override void OnUpdate(WriteContext write, T current, T next) => Refuse(next);

    private void Refuse(T resource)
    {
        var violations = new Violations();
        Check(resource, Field, violations);
        violations.ThrowIfAny();
    }
}
