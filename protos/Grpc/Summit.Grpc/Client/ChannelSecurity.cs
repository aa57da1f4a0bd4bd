using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Whether a channel is secure, and the credentials that apply to each of its calls.</summary>
internal readonly record struct ChannelSecurity(bool IsSecure, CallCredentials? CallCredentials)
{
    public static ChannelSecurity Read(Uri address, ChannelCredentials? credentials)
    {
        bool? byScheme = address.Scheme == Uri.UriSchemeHttps ? true : address.Scheme == Uri.UriSchemeHttp ? false : null;
        if (credentials is null)
        {
            return new ChannelSecurity(
                byScheme ?? throw new InvalidOperationException(
                    $"Unable to determine the TLS configuration of the channel from address '{address}'. {nameof(GrpcChannelOptions)}.{nameof(GrpcChannelOptions.Credentials)} must be specified when the address doesn't have a 'http' or 'https' scheme."),
                null);
        }

        var reader = new Reader();
        credentials.InternalPopulateConfiguration(reader, null);
        if (byScheme is { } secure && secure != reader.IsSecure)
        {
            throw new InvalidOperationException(
                $"Channel is configured with {(reader.IsSecure ? "secure" : "insecure")} channel credentials and can't use an address with the scheme '{address.Scheme}'.");
        }

        return new ChannelSecurity(reader.IsSecure, reader.CallCredentials);
    }

    private sealed class Reader : ChannelCredentialsConfiguratorBase
    {
        public bool IsSecure { get; private set; }

        public CallCredentials? CallCredentials { get; private set; }

        public override void SetInsecureCredentials(object? state) => IsSecure = false;

        public override void SetSslCredentials(object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
        {
            if (rootCertificates is not null || keyCertificatePair is not null || verifyPeerCallback is not null)
            {
                throw new InvalidOperationException(
                    $"{nameof(SslCredentials)} with non-null arguments is not supported by {nameof(GrpcChannel)}. Certificates are set on the HTTP handler.");
            }

            IsSecure = true;
        }

        public override void SetCompositeCredentials(object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            channelCredentials.InternalPopulateConfiguration(this, state);
            CallCredentials = CallCredentials is null ? callCredentials : CallCredentials.Compose(CallCredentials, callCredentials);
        }
    }
}
