using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Identity;
using Summit.Policy;

namespace Summit.Hosting.Health;

/// <summary>Finds policies that cannot be enforced. A host with one does not start, and a test looks at all contracts.</summary>
internal static class MethodPolicy
{
    public static IEnumerable<string> Problems(RpcMethod method)
    {
        if (method.Access is not { } access)
        {
            yield return $"{method.FullName} has no (summit.api.v1.access): nobody has decided who may call it";
            yield break;
        }

        if (access.Open != (access.Roles.Count == 0) || access.Roles.Contains(Role.Unspecified))
        {
            yield return $"{method.FullName}: access must name at least one role, or be open and name none";
        }

        if (access.NationField.Length > 0)
        {
            if (method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming)
            {
                yield return $"{method.FullName}: a streaming request may carry role access only, not access.nation_field";
            }
            else if (Fault(method) is { } fault)
            {
                yield return fault;
            }
        }

        if (method.Reads is not null && (method.SideEffects || method.Type != MethodType.Unary))
        {
            yield return $"{method.FullName}: only a unary method with NO_SIDE_EFFECTS may have (summit.api.v1.reads)";
        }
    }

    private static string? Fault(RpcMethod method)
    {
        try
        {
            NationField.Of(method);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
