using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;

namespace Summit.Hosting.Errors;

/// <summary>There is no such resource, or none that this caller may see. NOT_FOUND.</summary>
/// <param name="name">Name that was asked for.</param>
/// <param name="type">Type of the resource, <c>package/Message</c>; empty when it is not known.</param>
public sealed class NotFoundException(string name, string type = "") : SummitException(
    StatusCode.NotFound,
    ErrorReason.ResourceNotFound,
    $"\"{name}\" does not exist, or you may not see it.",
    new Dictionary<string, string> { ["name"] = name },
    new ResourceInfo { ResourceName = name, ResourceType = type, Description = "does not exist, or you may not see it" });
