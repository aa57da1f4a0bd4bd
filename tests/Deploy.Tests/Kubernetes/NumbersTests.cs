using k8s.Models;
using Summit.Client;
using Summit.Gateway.Feed;
using Summit.Gateway.Upstream;
using Summit.Hosting.Options;
using Summit.Policy;

namespace Summit.Deploy.Tests.Kubernetes;

/// <summary>Numbers that depend on each other: those of the manifests, and the defaults of the hosts, which no manifest changes.</summary>
public sealed class NumbersTests
{
    /// <summary>How long the cluster's name server keeps an answer, and how long it takes it to hear of a pod that goes.</summary>
    private static readonly TimeSpan NameKept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NameHeard = TimeSpan.FromSeconds(1);

    /// <summary>The contract's longest silence of a watch.</summary>
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromMinutes(5);

    private static readonly ShutdownOptions Shutdown = new();
    private static readonly ConnectionOptions Connections = new();
    private static readonly FeedOptions Feed = new();
    private static readonly ForwardingOptions Forwarding = new();

    /// <summary>Longest call with a deadline.</summary>
    private static TimeSpan LongestCall => MethodCatalog.All.Select(m => m.MaxDeadline).Where(d => d != Timeout.InfiniteTimeSpan).Max();

    [Fact]
    public void Settings_OfTheManifests_LeaveTheseDefaultsAlone()
    {
        var rendered = Rendered.Folder("site.template");

        Assert.DoesNotContain(
            rendered.All<V1ConfigMap>().SelectMany(m => m.Data.Keys),
            k => k.StartsWith("Summit__Shutdown", StringComparison.Ordinal) || k.StartsWith("Summit__Connections", StringComparison.Ordinal)
                || k.StartsWith("Gateway__Forwarding", StringComparison.Ordinal) || k is "Gateway__Feed__Lease" or "Gateway__Feed__ProbeInterval");
    }

    [Fact]
    public void Readiness_Probe_SeesTheHostGoBeforeItsNoticeEnds()
    {
        foreach (var probe in Rendered.Folder("overlays/production").Hosts.Select(h => h.Spec.Template.Spec.Containers[0].ReadinessProbe))
        {
            Assert.Equal(Shutdown.ProbePeriod, Seconds(probe.PeriodSeconds));
            Assert.True(Seconds(probe.PeriodSeconds) * probe.FailureThreshold < Shutdown.Notice);
            Assert.True(probe.TimeoutSeconds <= probe.PeriodSeconds);
        }
    }

    [Fact]
    public void Termination_Grace_CoversPreStopAndTheHostsOwnWayDown()
    {
        Assert.True(Shutdown.Notice + Shutdown.Drain + Shutdown.Flush < Shutdown.Termination);
        foreach (var pod in Rendered.Folder("overlays/production").Hosts.Select(h => h.Spec.Template.Spec))
        {
            Assert.True(Seconds(pod.TerminationGracePeriodSeconds) > PreStop(pod) + Shutdown.Termination);
        }
    }

    [Fact]
    public void PreStopAndNotice_AreLongerThanCallersKeepAName()
    {
        var slowest = new[] { Forwarding.ResolveInterval, new SummitClientOptions().ResolveInterval }.Max();
        foreach (var pod in Rendered.Folder("overlays/production").Hosts.Select(h => h.Spec.Template.Spec))
        {
            Assert.True(PreStop(pod) + Shutdown.Notice > NameHeard + NameKept + slowest);
        }
    }

    [Fact]
    public void Liveness_Probe_IsSlowerThanReadiness()
    {
        foreach (var container in Rendered.Folder("overlays/production").Hosts.Select(h => h.Spec.Template.Spec.Containers[0]))
        {
            Assert.True(Seconds(container.LivenessProbe.PeriodSeconds) * container.LivenessProbe.FailureThreshold
                > Seconds(container.ReadinessProbe.PeriodSeconds) * container.ReadinessProbe.FailureThreshold * 5);
        }
    }

    [Fact]
    public void Feed_Lease_HoldsTwoProbesAndItsHeartbeatIsAllowed()
    {
        Assert.True(Feed.ProbeInterval * 2 <= Feed.Lease);
        Assert.True(Feed.Lease <= LongestHeartbeat);
    }

    [Fact]
    public void Connections_Grace_IsLongerThanAnyCallWithADeadline() => Assert.True(Connections.Grace > LongestCall);

    [Fact]
    public void Autoscaler_LooksAgain_AfterConnectionsHaveMoved()
    {
        var oldest = Connections.MaxAge * 1.1;

        Assert.All(Rendered.Folder("overlays/production").All<V2HorizontalPodAutoscaler>(), s => Assert.True(Seconds(s.Spec.Behavior.ScaleDown.StabilizationWindowSeconds) > oldest));
    }

    [Fact]
    public void Ingress_IdleTimeout_IsLongerThanAnySilence()
    {
        var timeouts = Rendered.With("ingress").All<V1Ingress>().Where(i => i.Metadata.Name != "summit-console")
            .Select(i => Seconds(int.Parse(i.Metadata.Annotations["nginx.ingress.kubernetes.io/proxy-read-timeout"]))).ToList();

        Assert.Equal(2, timeouts.Count);
        Assert.All(timeouts, t => Assert.True(t > LongestHeartbeat && t > LongestCall && t > new SummitClientOptions().KeepAlive));
    }

    [Fact]
    public void Certificates_AreRenewed_LongBeforeAConnectionWithTheOldOneIsTooOld()
    {
        var last = (Connections.MaxAge * 1.1) + Connections.Grace;

        Assert.All(Rendered.With("certificates").All<Certificate>().Where(c => !c.Spec.IsCA), c =>
        {
            Assert.True(Hours(c.Spec.RenewBefore!) > last);
            Assert.True(Hours(c.Spec.Duration) > Hours(c.Spec.RenewBefore!) * 2);
        });
    }

    private static TimeSpan PreStop(V1PodSpec pod) => Seconds(pod.Containers[0].Lifecycle.PreStop.Sleep.Seconds);

    private static TimeSpan Seconds(long? seconds) => TimeSpan.FromSeconds(seconds!.Value);

    private static TimeSpan Hours(string text) => TimeSpan.FromHours(int.Parse(text.TrimEnd('h')));
}
