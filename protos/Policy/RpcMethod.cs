using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Summit.Api.V1;

namespace Summit.Policy;

/// <summary>What the contract says about one method.</summary>
public sealed class RpcMethod
{
    private readonly Lazy<SortedSet<string>> _readTypes;
    private static readonly TimeSpan StandardDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StandardMaximum = TimeSpan.FromSeconds(60);

    /// <summary>Reasons that every method can end with; no method names them. Equal to the comment of <c>reasons</c> in summit/api/v1/annotations.proto.</summary>
    public static FrozenSet<ErrorReason> CommonReasons { get; } =
    [
        ErrorReason.InvalidFields, ErrorReason.TokenInvalid, ErrorReason.RoleNotAllowed, ErrorReason.NationNotAllowed, ErrorReason.OutOfScope,
        ErrorReason.RateLimited, ErrorReason.ServiceUnavailable, ErrorReason.StoreUnavailable, ErrorReason.ShuttingDown,
        ErrorReason.DeadlineExceeded, ErrorReason.Cancelled, ErrorReason.Internal,
    ];

    // Of calls that ask for a revision, which any call can do with `summit-min-revision`.
    private static readonly FrozenSet<ErrorReason> RevisionReasons = [ErrorReason.OutOfRange, ErrorReason.PositionLost];

    /// <summary>Reads the policy off a method's descriptor.</summary>
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

    /// <summary>Kind of streaming.</summary>
    public MethodType Type { get; }

    /// <summary>Who may call; null when the contract does not say, which no host accepts.</summary>
    public Access? Access { get; }

    /// <summary>What the answer depends on; null when it must not be cached.</summary>
    public Reads? Reads { get; }

    /// <summary>Reasons that the method itself can end with, beside those that every method has.</summary>
    public IReadOnlyList<ErrorReason> Reasons { get; }

    /// <summary>
    /// Types of all resources that the answer may depend on, <c>package/Message</c>, in order: those that <see cref="Reads"/>
    /// names and those of the methods that it calls. Empty when the answer must not be cached.
    /// </summary>
    public IReadOnlySet<string> ReadTypes => _readTypes.Value;

    /// <summary>Whether a call may change anything. False only for methods marked NO_SIDE_EFFECTS.</summary>
    public bool SideEffects { get; }

    /// <summary>The request's <c>request_id</c>, which makes a repeated call harmless; null without one.</summary>
    public FieldDescriptor? RequestId { get; }

    /// <summary>Whether a failed call may be repeated without harm.</summary>
    public bool Repeatable => !SideEffects || RequestId is not null;

    /// <summary>Deadline of a call that names none; <see cref="Timeout.InfiniteTimeSpan"/> for open-ended streams.</summary>
    public TimeSpan DefaultDeadline { get; }

    /// <summary>Longest deadline that is kept; <see cref="Timeout.InfiniteTimeSpan"/> for open-ended streams.</summary>
    public TimeSpan MaxDeadline { get; }

    /// <summary>Whether the contract says that a call may end with this reason: the method names it, or every method has it.</summary>
    public bool MayEndWith(ErrorReason reason) =>
        CommonReasons.Contains(reason) || RevisionReasons.Contains(reason) || Reasons.Contains(reason) || Package.StartsWith("grpc.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => FullName;

    private static SortedSet<string> TypesOf(Reads? reads) => reads is null
        ? []
        : new(reads.Types_.Concat(reads.Calls.SelectMany(call => MethodCatalog.Get($"/{call}").ReadTypes)), StringComparer.Ordinal);

    // Health and reflection are standard contracts that cannot carry our annotation; they are open.
    private static Access? StandardAccess(string package) =>
        package.StartsWith("grpc.", StringComparison.Ordinal) ? new Access { Open = true } : null;
}
