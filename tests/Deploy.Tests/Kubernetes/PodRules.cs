using k8s.Models;

namespace Summit.Deploy.Tests.Kubernetes;

/// <summary>What holds for every pod of every combination.</summary>
internal static class PodRules
{
    public static void Check(Rendered rendered)
    {
        foreach (var (name, pod) in rendered.Pods)
        {
            HasNoPrivileges(name, pod);
            NamesOnlyWhatIsThere(rendered, name, pod);
        }

        foreach (var host in rendered.Hosts)
        {
            ProbesDiffer(host);
            Spreads(host);
        }
    }

    private static void HasNoPrivileges(string name, V1PodTemplateSpec pod)
    {
        var container = Assert.Single(pod.Spec.Containers);
        Assert.True(pod.Spec.SecurityContext.RunAsNonRoot, name);
        Assert.True(pod.Spec.SecurityContext.RunAsUser > 0, name);
        Assert.Equal("RuntimeDefault", pod.Spec.SecurityContext.SeccompProfile.Type);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem, name);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation, name);
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        Assert.True(container.Resources.Requests.ContainsKey("cpu") && container.Resources.Requests.ContainsKey("memory"), name);
        Assert.True(container.Resources.Limits.ContainsKey("memory"), name);
        Assert.DoesNotContain(":latest", container.Image, StringComparison.Ordinal);
    }

    private static void NamesOnlyWhatIsThere(Rendered rendered, string name, V1PodTemplateSpec pod)
    {
        var container = pod.Spec.Containers[0];
        var maps = rendered.All<V1ConfigMap>().Select(m => m.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var volumes = pod.Spec.Volumes ?? [];
        var mounts = container.VolumeMounts ?? [];

        // By the hash in its name a changed ConfigMap replaces the pods. The one of the site is the site's.
        string[] used = [.. (container.EnvFrom ?? []).Select(e => e.ConfigMapRef.Name), .. volumes.Where(v => v.ConfigMap is not null).Select(v => v.ConfigMap.Name)];
        foreach (var map in used.Where(m => !m.StartsWith("summit-collector-site", StringComparison.Ordinal)))
        {
            Assert.Contains(map, maps);
            Assert.Matches("-[a-z0-9]{10}$", map);
        }

        Assert.Equal(volumes.Select(v => v.Name).Order(StringComparer.Ordinal), mounts.Select(m => m.Name).Order(StringComparer.Ordinal));

        // A file that is mounted by subPath never changes while the pod lives.
        Assert.All(mounts, m => Assert.Null(m.SubPath));
        foreach (var file in (container.Env ?? []).Where(e => e.Value?.StartsWith("/var/run/secrets/", StringComparison.Ordinal) == true))
        {
            Assert.True(mounts.Any(m => file.Value.StartsWith(m.MountPath + "/", StringComparison.Ordinal)), $"{name}: {file.Name} is in no mounted folder");
        }

        foreach (var claim in volumes.Where(v => v.PersistentVolumeClaim is not null))
        {
            Assert.Contains(rendered.All<V1PersistentVolumeClaim>(), c => c.Metadata.Name == claim.PersistentVolumeClaim.ClaimName);
        }

        if (pod.Spec.ServiceAccountName is { } account)
        {
            Assert.False(Assert.Single(rendered.All<V1ServiceAccount>(), a => a.Metadata.Name == account).AutomountServiceAccountToken, name);
        }
    }

    private static void ProbesDiffer(V1Deployment host)
    {
        var container = host.Spec.Template.Spec.Containers[0];
        var (startup, liveness, readiness) = (container.StartupProbe, container.LivenessProbe, container.ReadinessProbe);
        Assert.Equal(("/livez", "/livez", "/readyz"), (startup.HttpGet.Path, liveness.HttpGet.Path, readiness.HttpGet.Path));
        Assert.All(new[] { startup, liveness, readiness }, p => Assert.Equal("management", p.HttpGet.Port.Value));
        Assert.Equal(3, new[] { startup, liveness, readiness }.Select(p => (p.PeriodSeconds, p.FailureThreshold)).Distinct().Count());
    }

    private static void Spreads(V1Deployment host)
    {
        var spread = Assert.Single(host.Spec.Template.Spec.TopologySpreadConstraints);
        var labels = host.Spec.Template.Metadata.Labels;
        Assert.All(spread.LabelSelector.MatchLabels, label => Assert.Equal(label.Value, labels[label.Key]));
        Assert.Equal(["app.kubernetes.io/name", "pod-template-hash"], spread.MatchLabelKeys);
        Assert.Contains("app.kubernetes.io/name", labels.Keys);
    }
}
