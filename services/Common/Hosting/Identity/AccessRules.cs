using System.Collections.Concurrent;
using Google.Protobuf;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Policy;

namespace Summit.Hosting.Identity;

/// <summary>Decides from a method's <c>access</c> whether a caller may call it.</summary>
public static class AccessRules
{
    private static readonly ConcurrentDictionary<RpcMethod, NationField?> Fields = new();

    /// <summary>Checks the role, and that nothing but the role decides when there is no decoded request.</summary>
    /// <exception cref="AccessDeniedException">The role may not call the method.</exception>
    public static void CheckRole(RpcMethod method, Caller caller)
    {
        var access = method.Access!;
        if (access.Open || Roles.Includes(caller.Role, access.Roles))
        {
            return;
        }

        var allowed = string.Join(", ", access.Roles.Select(Roles.NameOf));
        throw new AccessDeniedException(
            ErrorReason.RoleNotAllowed,
            $"{method.FullName[1..]} may be called by {allowed}; your role is {caller.RoleName}.",
            new Dictionary<string, string> { ["role"] = caller.RoleName, ["allowed"] = allowed });
    }

    /// <summary>Checks that a delegation calls for its own nation.</summary>
    /// <exception cref="AccessDeniedException">The request concerns another nation.</exception>
    /// <exception cref="InvalidFieldsException">The request names no nation.</exception>
    public static void CheckNation(RpcMethod method, Caller caller, IMessage request)
    {
        if (caller.Role == Role.Delegate && Fields.GetOrAdd(method, static m => NationField.Of(m)) is { } field)
        {
            CheckOwner(method, caller, field.Read(request));
        }
    }

    /// <summary>Checks the value of the field that <c>access</c> names when it was read elsewhere, as the gateway does from undecoded bytes.</summary>
    /// <param name="method">The method.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="value">Value of the field: a code, or a name that begins <c>nations/{nation}</c>.</param>
    public static void CheckOwner(RpcMethod method, Caller caller, string value)
    {
        var path = method.Access!.NationField;
        if (caller.Role != Role.Delegate || path.Length == 0)
        {
            return;
        }

        var nation = NationField.NationOf(value);
        if (nation.Length == 0)
        {
            throw new InvalidFieldsException(path, value.Length == 0 ? "is required: it names the nation that the call is for" : $"\"{value}\" names no nation");
        }

        if (nation != caller.Nation)
        {
            throw new AccessDeniedException(
                ErrorReason.NationNotAllowed,
                $"{path} concerns {nation}; your delegation is that of {caller.Nation} and may act for it only.",
                new Dictionary<string, string> { ["nation"] = nation, ["caller"] = caller.Nation! });
        }
    }
}
