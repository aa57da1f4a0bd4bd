using k8s;
using k8s.Models;

namespace Summit.Deploy.Tests.Kubernetes;

// Kinds that the platform's own client does not have, with the fields that the manifests use: any other is an error.

internal abstract class OtherKind : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();
}

internal sealed class Route : OtherKind
{
    public RouteSpec Spec { get; set; } = new();
}

internal sealed class RouteSpec
{
    public List<RouteTarget> ParentRefs { get; set; } = [];

    public List<string> Hostnames { get; set; } = [];

    public List<RouteRule> Rules { get; set; } = [];
}

internal sealed class RouteRule
{
    public List<RouteTarget> BackendRefs { get; set; } = [];

    public RouteTimeouts? Timeouts { get; set; }
}

internal sealed class RouteTarget
{
    public string Name { get; set; } = "";

    public string? Namespace { get; set; }

    public int? Port { get; set; }
}

internal sealed class RouteTimeouts
{
    public string? Request { get; set; }
}

internal sealed class Issuer : OtherKind
{
    public IssuerSpec Spec { get; set; } = new();
}

internal sealed class IssuerSpec
{
    public Dictionary<string, string>? SelfSigned { get; set; }

    public Dictionary<string, string>? Ca { get; set; }
}

internal sealed class Certificate : OtherKind
{
    public CertificateSpec Spec { get; set; } = new();
}

internal sealed class CertificateSpec
{
    public bool IsCA { get; set; }

    public string? CommonName { get; set; }

    public string SecretName { get; set; } = "";

    public List<string> DnsNames { get; set; } = [];

    public List<string> Usages { get; set; } = [];

    public string Duration { get; set; } = "";

    public string? RenewBefore { get; set; }

    public CertificateKey PrivateKey { get; set; } = new();

    public Dictionary<string, string> IssuerRef { get; set; } = [];
}

internal sealed class CertificateKey
{
    public string Algorithm { get; set; } = "";

    public int Size { get; set; }

    public string? RotationPolicy { get; set; }
}
