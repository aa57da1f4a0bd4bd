using Grpc.Core;
using Summit.Api.V1;
using Summit.Gateway.Edge;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;
using Summit.Policy;

namespace Summit.Gateway.Access;

/// <summary>Checks the part of <c>access</c> that needs the request. The services check all of it again.</summary>
internal static class AccessGate
{
    /// <summary>Checks that the caller may act for whom the request's annotated field names.</summary>
    /// <param name="method">The method.</param>
    /// <param name="owner">Its annotated field; null when the role alone decides.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="message">The request.</param>
    /// <exception cref="SummitException">It may not.</exception>
    public static void CheckOwner(RpcMethod method, OwnerField? owner, Caller caller, RequestMessage message)
    {
        if (owner is null)
        {
            return;
        }

        string value;
        try
        {
            value = owner.Read(message.Message);
        }
        catch (FormatException e)
        {
            throw new SummitException(StatusCode.InvalidArgument, ErrorReason.InvalidFields, $"The request cannot be read: {e.Message}.");
        }

        AccessRules.CheckOwner(method, caller, value);
    }
}
