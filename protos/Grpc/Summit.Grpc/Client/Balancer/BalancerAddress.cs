using System.Net;

namespace Grpc.Net.Client.Balancer;

/// <summary>An address that a resolver found.</summary>
public sealed class BalancerAddress
{
    private BalancerAttributes? _attributes;

    /// <summary>From an end point.</summary>
    public BalancerAddress(DnsEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        EndPoint = endPoint;
    }

    /// <summary>From a host name or IP address and a port.</summary>
    public BalancerAddress(string host, int port) : this(new DnsEndPoint(host, port))
    {
    }

    /// <summary>Host and port.</summary>
    public DnsEndPoint EndPoint { get; }

    /// <summary>What resolver and balancer note about the address.</summary>
    public BalancerAttributes Attributes => _attributes ??= [];

    /// <summary>Host and port as text.</summary>
    public override string ToString() => $"{EndPoint.Host}:{EndPoint.Port}";
}
