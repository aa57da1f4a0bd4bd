using Google.Protobuf;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>
/// Resources that belong to the caller who created them: their message has a field <c>owner</c>, which the service sets. Their ids
/// are chosen by the service, because a refusal of an id in use would tell that another caller has it.
/// </summary>
public static class Ownership
{
    /// <summary>Most resources of one type that one caller may keep.</summary>
    public const int MostKept = 200;

    /// <summary>Makes a new resource the caller's, when its type is owned.</summary>
    /// <exception cref="AccessDeniedException">The caller's token does not say who it is.</exception>
    public static void Take(ResourceType type, IMessage resource, Caller caller)
    {
        if (!type.IsOwned)
        {
            return;
        }

        type.SetOwner(resource, caller.Owner.Length > 0 ? caller.Owner : throw new AccessDeniedException(
            ErrorReason.RoleNotAllowed,
            $"A {type.Descriptor.Name} belongs to one analyst; a token of the role analyst with a subject is needed, and your role is {caller.RoleName}.",
            new Dictionary<string, string> { ["role"] = caller.RoleName, ["allowed"] = Roles.NameOf(Role.Analyst) }));
    }

    /// <summary>Requires that the caller keeps fewer than it may.</summary>
    /// <exception cref="StoredLimitException">It keeps as many as it may.</exception>
    public static void RequireRoom(ResourceType type, WriteContext write)
    {
        if (type.IsOwned && write.Transaction.CountOwned(type, write.Caller.Owner) >= MostKept)
        {
            throw new StoredLimitException(type.Descriptor.Name, MostKept);
        }
    }
}
