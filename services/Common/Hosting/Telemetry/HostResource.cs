using OpenTelemetry.Resources;
using Summit.Hosting.Lifecycle;

namespace Summit.Hosting.Telemetry;

/// <summary>Which process telemetry comes from.</summary>
internal static class HostResource
{
    /// <summary>
    /// Describes the process. <c>OTEL_RESOURCE_ATTRIBUTES</c> comes last, so that a deployment adds <c>k8s.*</c> and has the
    /// last word.
    /// </summary>
    public static void Describe(ResourceBuilder resource, string name, IHostEnvironment environment) => resource
        .AddService($"summit-{name}", serviceNamespace: "summit", serviceVersion: BuildInfo.Version)
        .AddAttributes([new("deployment.environment.name", environment.EnvironmentName.ToLowerInvariant())])
        .AddEnvironmentVariableDetector();
}
