using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Summit.Api.V1;

namespace Summit.Policy;

/// <summary>The policy that the contract defines for one method.</summary>
public sealed class RpcMethod
{
    private readonly Lazy<SortedSet<string>> _readTypes;
    private static readonly TimeSpan StandardDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StandardMaximum = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Reasons with which every method can fail. They are not listed for each method. They are the same as in the comment of
    /// <c>reasons</c> in summit/api/v1/annotations.proto.
    /// </summary>
    public static FrozenSet<ErrorReason> CommonReasons { get; } = new[]
    {
        ErrorReason.InvalidFields, ErrorReason.TokenInvalid, ErrorReason.RoleNotAllowed, ErrorReason.NationNotAllowed, ErrorReason.OutOfScope,
        ErrorReason.RateLimited, ErrorReason.ServiceUnavailable, ErrorReason.StoreUnavailable, ErrorReason.ShuttingDown,
        ErrorReason.DeadlineExceeded, ErrorReason.Cancelled, ErrorReason.Internal,
    }.ToFrozenSet();

    // Reasons for calls that request a revision. Any call can do so with `summit-min-revision`.
    private static readonly FrozenSet<ErrorReason> RevisionReasons = new[] { ErrorReason.OutOfRange, ErrorReason.PositionLost }.ToFrozenSet();

    /// <summary>Reads the policy from the descriptor of a method.</summary>
    public RpcMethod(MethodDescriptor descriptor)
    {
        Descriptor = descriptor;
        Service = descriptor.Service.FullName;
        Package = descriptor.File.Package;
        FullName = $"/{Service}/{descriptor.Name}";
        var options = descriptor.GetOptions();
        Access = options?.GetExtension(AnnotationsExtensions.Access) ?? StandardAccess(Package);
        Reads = options?.GetExtension(AnnotationsExtensions.Reads);
        _readTypes = new(() => TypesOf(Reads));
        Reasons = [.. options?.GetExtension(AnnotationsExtensions.Reasons) ?? []];
        SideEffects = options is null || options.IdempotencyLevel != MethodOptions.Types.IdempotencyLevel.NoSideEffects;
        RequestId = descriptor.InputType.FindFieldByName("request_id") is { FieldType: FieldType.String } field ? field : null;
        var timing = options?.GetExtension(AnnotationsExtensions.Timing);
        DefaultDeadline = timing?.DefaultDeadline?.ToTimeSpan() ?? StandardDeadline;
        MaxDeadline = timing?.MaxDeadline?.ToTimeSpan() ?? StandardMaximum;
        Type = (descriptor.IsClientStreaming, descriptor.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (true, false) => MethodType.ClientStreaming,
            (false, true) => MethodType.ServerStreaming,
            _ => MethodType.DuplexStreaming,
        };
        if (MaxDeadline == TimeSpan.Zero && Type != MethodType.Unary)
        {
            DefaultDeadline = MaxDeadline = Timeout.InfiniteTimeSpan;
        }
    }

    /// <summary>The method in the compiled contract.</summary>
    public MethodDescriptor Descriptor { get; }

    /// <summary>Path on the wire, <c>/package.Service/Method</c>.</summary>
    public string FullName { get; }

    /// <summary>Full name of the service, <c>package.Service</c>.</summary>
    public string Service { get; }

    /// <summary>Package, which names the service area that owns the method, for example <c>summit.nations.v1</c>.</summary>
    public string Package { get; }

    /// <summary>The kind of streaming.</summary>
    public MethodType Type { get; }

    /// <summary>Who may call the method; null when the contract does not define it. No host accepts such a method.</summary>
    public Access? Access { get; }

    /// <summary>The data that the response depends on; null when the response must not be cached.</summary>
    public Reads? Reads { get; }

    /// <summary>Reasons with which the method itself can fail, in addition to those of every method.</summary>
    public IReadOnlyList<ErrorReason> Reasons { get; }

    /// <summary>
    /// Types of all resources that the response may depend on, <c>package/Message</c>, in order. Includes the types in <see
    /// cref="Reads"/> and those of the methods that it calls. Empty when the response must not be cached.
    /// </summary>
    public IReadOnlySet<string> ReadTypes => _readTypes.Value;

    /// <summary>
    /// Whether the response may depend on resources that belong to one caller: their message has a field <c>owner</c>. Such a
    /// response must not be shown to other callers.
    /// </summary>
    public bool ReadsOwned => ReadTypes.Any(type => ContractFiles.Messages[type.Replace('/', '.')].FindFieldByName("owner") is not null);

    /// <summary>Whether a call may change data. False only for methods marked NO_SIDE_EFFECTS.</summary>
    public bool SideEffects { get; }

    /// <summary>The <c>request_id</c> field of the request, which makes it safe to repeat a call; null if there is none.</summary>
    public FieldDescriptor? RequestId { get; }

    /// <summary>Whether a failed call can be repeated safely.</summary>
    public bool Repeatable => !SideEffects || RequestId is not null;

    /// <summary>Deadline of a call that does not specify one; <see cref="Timeout.InfiniteTimeSpan"/> for open-ended streams.</summary>
    public TimeSpan DefaultDeadline { get; }

    /// <summary>Maximum deadline that is accepted; <see cref="Timeout.InfiniteTimeSpan"/> for open-ended streams.</summary>
    public TimeSpan MaxDeadline { get; }

    /// <summary>Whether the contract allows a call to fail with this reason: the method lists it, or it applies to every method.</summary>
    public bool MayEndWith(ErrorReason reason) =>
        CommonReasons.Contains(reason) || RevisionReasons.Contains(reason) || Reasons.Contains(reason) || Package.StartsWith("grpc.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => FullName;

    private static SortedSet<string> TypesOf(Reads? reads) => reads is null
        ? []
        : new(reads.Types_.Concat(reads.Calls.SelectMany(call => MethodCatalog.Get($"/{call}").ReadTypes)), StringComparer.Ordinal);

    // Health and reflection are standard contracts that cannot have our annotation. They are open to all callers.
    private static Access? StandardAccess(string package) =>
        package.StartsWith("grpc.", StringComparison.Ordinal) ? new Access { Open = true } : null;
}
