using Grpc.Core;
using Summit.Api.V1;
using Summit.Gateway.Messages;
using Summit.Gateway.Routing;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;

namespace Summit.Gateway.Access;

/// <summary>Checks the part of <c>access</c> that needs the request. The services check all of it again.</summary>
internal static class AccessGate
{
    /// <summary>Checks that the caller may act for whom the request's annotated field names.</summary>
    /// <exception cref="SummitException">It may not.</exception>
    public static void CheckOwner(MethodRoute route, Caller caller, RequestMessage message)
    {
        if (route.Owner is null)
        {
            return;
        }

        string value;
        try
        {
            value = route.Owner.Read(message.Message);
        }
        catch (FormatException e)
        {
            throw new SummitException(StatusCode.InvalidArgument, ErrorReason.InvalidFields, $"The request cannot be read: {e.Message}.");
        }

        AccessRules.CheckOwner(route.Method, caller, value);
    }
}
