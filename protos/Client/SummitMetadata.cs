namespace Summit.Client;

/// <summary>Names of the metadata that calls and answers carry.</summary>
public static class SummitMetadata
{
    /// <summary>Answer: id of the trace that the call belongs to, 32 hex digits.</summary>
    public const string TraceId = "summit-trace-id";

    /// <summary>Answer: what was read, one revision per service: <c>summit.nations.v1=17@k3f9,summit.budgets.v1=4@p0aa</c>.</summary>
    public const string Revision = "summit-revision";

    /// <summary>Answer: types of the resources that were read, <c>summit.nations.v1/Position,summit.nations.v1/Issue</c>.</summary>
    public const string ReadTypes = "summit-read-types";

    /// <summary>Answer of a service: <c>undeclared-read</c> when the answer depends on more than its contract says and must not be kept.</summary>
    public const string NotKept = "summit-not-kept";

    /// <summary>Call: the answer must be at least as new as this vector.</summary>
    public const string MinRevision = "summit-min-revision";

    /// <summary>Answer of a write: <c>true</c> when its <c>request_id</c> was used before and this is the recorded answer; nothing was done again.</summary>
    public const string Replayed = "summit-replayed";

    /// <summary>Call between services: read at exactly this vector where it names the service.</summary>
    public const string ReadRevision = "summit-read-revision";

    /// <summary>Call: <c>strong</c> asks for an answer that is linearizable per service.</summary>
    public const string Consistency = "summit-consistency";

    /// <summary>Answer of the gateway: <c>hit</c>, <c>miss</c>, <c>stale</c> or <c>bypass</c>.</summary>
    public const string Cache = "summit-cache";

    /// <summary>Answer of the gateway: revision and age of an answer that may be out of date.</summary>
    public const string Stale = "summit-stale";

    /// <summary>Answer of a service: the build that answered; answers of different builds are not mixed in a cache.</summary>
    public const string Build = "summit-build";

    /// <summary>Call: the bearer token, <c>Bearer …</c>.</summary>
    public const string Authorization = "authorization";

    /// <summary>Answer: google.rpc.Status with its details.</summary>
    public const string StatusDetails = "grpc-status-details-bin";
}
