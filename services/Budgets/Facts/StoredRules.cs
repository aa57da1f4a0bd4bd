using Google.Protobuf;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Budgets.Facts;

/// <summary>
/// Conditions for a stored resource. They are checked together with the field rules of create and update requests, so that one
/// response contains every violation. They are checked again inside the transaction, where the data can no longer change.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
internal abstract class StoredRules<T> : ResourceRules<T>
    where T : class, IMessage<T>, new()
{
    /// <summary>The field of the request that contains the resource, for example <c>cost_key</c>.</summary>
    public abstract string Field { get; }

    /// <summary>Adds violations. Fields of the resource may be invalid.</summary>
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
