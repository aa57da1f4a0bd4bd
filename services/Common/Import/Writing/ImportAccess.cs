using Google.Protobuf;
using Summit.Api.V1;
using Summit.Hosting.Identity;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Policy;
using Summit.Store;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Import.Writing;

/// <summary>
/// Who may import rows of a type. It follows the <c>access</c> of a method that writes the type: what that lets a caller write, the
/// caller may import. Beyond that the secretariat imports public reports about nations, for the types that the area names.
/// </summary>
/// <param name="type">The type.</param>
/// <param name="method">The method that writes it; null when no call does.</param>
/// <param name="reported">Whether its rows can be public reports about nations.</param>
public sealed class ImportAccess(ResourceType type, RpcMethod? method, bool reported)
{
    private const string Nations = "nations/";
    private readonly bool _owned = method?.Access?.NationField.Length > 0;

    /// <summary>Access by the method that writes a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="reported">Whether its rows can be public reports about nations.</param>
    /// <param name="verb">How the method's name begins.</param>
    public static ImportAccess Of(ResourceType type, bool reported, string verb = "Create") =>
        new(type, MethodCatalog.All.FirstOrDefault(m => m.Package == type.Descriptor.File.Package && m.Descriptor.Name == $"{verb}{type.Descriptor.Name}"), reported);

    /// <summary>Whether the rows of the caller are public reports about nations, which own the type.</summary>
    public bool IsReport(Caller caller) => _owned && caller.Role == Role.Secretariat;

    /// <summary>Whether the caller may write a row; adds why not.</summary>
    public bool MayWrite(Caller caller, string name, Violations found)
    {
        if (!found.Require(method is not null, "", $"no call writes {type.TypeName}: its rows follow from other calls and can only be compared, and this row differs from what is held"))
        {
            return false;
        }

        if (IsReport(caller))
        {
            return found.Require(reported, "", $"{type.TypeName} belongs to the nation; only its own delegation imports it");
        }

        var roles = method!.Access!.Roles;
        return found.Require(Roles.Includes(caller.Role, roles), "", $"{type.TypeName} may be written by {string.Join(", ", roles.Select(Roles.NameOf))}; your role is {caller.RoleName}")
            && (caller.Role != Role.Delegate || found.Require(
                name.StartsWith($"{Nations}{caller.Nation}/", StringComparison.Ordinal), "", $"{name} is not of {caller.Nation}; your delegation imports rows of its own nation only"));
    }

    /// <summary>Whether the caller may change what is held; adds why not.</summary>
    public bool MayChange(ImportWrite write, string name, IMessage held, Violations found) =>
        MayWrite(write.Context.Caller, name, found) && (!IsReport(write.Context.Caller) || write.Own.MayChange(name, RequestShape.Of(held).Text(held, "etag"), write.Context.Transaction.Revision, found));

    /// <summary>What the secretariat imports about a nation was public before.</summary>
    public void Publish(IMessage resource, Caller caller)
    {
        if (IsReport(caller) && resource.Descriptor.FindFieldByName("publish_state") is { } state && state.Accessor.GetValue(resource) is PublishState.Unspecified)
        {
            state.Accessor.SetValue(resource, PublishState.Published);
        }
    }
}

/// <summary>An import that is being written.</summary>
/// <param name="Context">The write.</param>
/// <param name="Own">Which resources nations wrote themselves.</param>
/// <param name="Scenario">The scenario that the rows go into, <c>scenarios/{id}</c>; empty when they are stored for all.</param>
public sealed record ImportWrite(WriteContext Context, OwnRecords Own, string Scenario)
{
    /// <summary>What rows before said something about, for targets where two rows may not say something about the same.</summary>
    public HashSet<string> Said { get; } = new(StringComparer.Ordinal);
}
