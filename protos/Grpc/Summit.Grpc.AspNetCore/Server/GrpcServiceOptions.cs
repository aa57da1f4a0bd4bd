using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>Options of all services of a host.</summary>
public class GrpcServiceOptions
{
    private int? _maxSendMessageSize;
    private int? _maxReceiveMessageSize;
    private IList<ICompressionProvider>? _compressionProviders;

    /// <summary>Largest message sent, in bytes. Null (the default) for no limit.</summary>
    public int? MaxSendMessageSize
    {
        get => _maxSendMessageSize;
        set
        {
            _maxSendMessageSize = value;
            MaxSendMessageSizeSpecified = true;
        }
    }

    /// <summary>Whether <see cref="MaxSendMessageSize"/> was set, null included.</summary>
    public bool MaxSendMessageSizeSpecified { get; set; }

    /// <summary>Largest message received, in bytes; a longer one ends the call with RESOURCE_EXHAUSTED. Default 4 MiB, null for no limit.</summary>
    public int? MaxReceiveMessageSize
    {
        get => _maxReceiveMessageSize;
        set
        {
            _maxReceiveMessageSize = value;
            MaxReceiveMessageSizeSpecified = true;
        }
    }

    /// <summary>Whether <see cref="MaxReceiveMessageSize"/> was set, null included.</summary>
    public bool MaxReceiveMessageSizeSpecified { get; set; }

    /// <summary>Whether the caller sees the text of unhandled exceptions. Null means false.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>Encoding of responses to callers that accept it. Null (the default) for none.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>Level for response compression. Null for the provider's default.</summary>
    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>How messages may be compressed. Default gzip and deflate.</summary>
    [AllowNull]
    public IList<ICompressionProvider> CompressionProviders
    {
        get => _compressionProviders ??= [];
        set => _compressionProviders = value;
    }

    /// <summary>Whether calls to unknown services and methods are left to other middleware instead of answered UNIMPLEMENTED. Null means false.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    /// <summary>Interceptors around handlers; the first one sees a call first.</summary>
    public InterceptorCollection Interceptors { get; } = [];

    /// <summary>Whether no instance is created for a call, for services whose methods need none. Default false.</summary>
    public bool SuppressCreatingService { get; set; }

    internal bool CompressionProvidersSpecified => _compressionProviders is not null;
}

/// <summary>Options of one service; what is not set here is taken from the host's.</summary>
/// <typeparam name="TService">The service.</typeparam>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class
{
}
