using System.IO.Compression;
using Grpc.Net.Compression;
using Grpc.Protocol;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>What holds for the methods of one service, once the host's and the service's options are merged.</summary>
internal sealed class MethodOptions
{
    public MethodOptions(GrpcServiceOptions host, GrpcServiceOptions service)
    {
        MaxSendMessageSize = service.MaxSendMessageSizeSpecified ? service.MaxSendMessageSize : host.MaxSendMessageSize;
        MaxReceiveMessageSize = service.MaxReceiveMessageSizeSpecified ? service.MaxReceiveMessageSize
            : host.MaxReceiveMessageSizeSpecified ? host.MaxReceiveMessageSize
            : GrpcHeaders.DefaultMaxReceiveMessageSize;
        DetailedErrors = service.EnableDetailedErrors ?? host.EnableDetailedErrors ?? false;
        ResponseEncoding = service.ResponseCompressionAlgorithm ?? host.ResponseCompressionAlgorithm;
        ResponseCompressionLevel = service.ResponseCompressionLevel ?? host.ResponseCompressionLevel;
        IgnoreUnknown = service.IgnoreUnknownServices ?? host.IgnoreUnknownServices ?? false;
        SuppressCreatingService = service.SuppressCreatingService || host.SuppressCreatingService;
        Interceptors = [.. host.Interceptors, .. service.Interceptors];
        Compression = new CompressionProviders(
            service.CompressionProvidersSpecified ? service.CompressionProviders
            : host.CompressionProvidersSpecified ? host.CompressionProviders
            : CompressionProviders.Defaults());
        if (ResponseEncoding is not null && !Compression.TryGet(ResponseEncoding, out _))
        {
            throw new InvalidOperationException($"The configured response compression algorithm '{ResponseEncoding}' does not have a matching compression provider.");
        }
    }

    public int? MaxSendMessageSize { get; }

    public int? MaxReceiveMessageSize { get; }

    public bool DetailedErrors { get; }

    public string? ResponseEncoding { get; }

    public CompressionLevel? ResponseCompressionLevel { get; }

    public bool IgnoreUnknown { get; }

    public bool SuppressCreatingService { get; }

    public IReadOnlyList<InterceptorRegistration> Interceptors { get; }

    public CompressionProviders Compression { get; }
}
