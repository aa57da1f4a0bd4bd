using System.Text.RegularExpressions;
using k8s.Models;

namespace Summit.Deploy.Tests.Kubernetes;

/// <summary>The collector has one configuration, and its pod fits it.</summary>
public sealed partial class CollectorTests
{
    private static readonly string File = Repository.At("deploy", "kubernetes", "components", "telemetry", "config.yaml");

    [Fact]
    public void Configuration_OfACollector_IsInOneFile()
    {
        var files = Directory.EnumerateFiles(Repository.At("deploy"), "*.y*ml", SearchOption.AllDirectories).Where(f => Receivers().IsMatch(System.IO.File.ReadAllText(f)));

        Assert.Equal(File, Assert.Single(files));
    }

    [Fact]
    public void Pod_Collector_ReadsTheFileAndFitsIt()
    {
        var rendered = Rendered.With("telemetry");
        var pod = rendered.Deployment("summit-collector").Spec.Template.Spec;
        var text = System.IO.File.ReadAllText(File);

        var map = Assert.Single(rendered.All<V1ConfigMap>(), m => m.Metadata.Name == pod.Volumes.Single(v => v.ConfigMap is not null).ConfigMap.Name);
        Assert.Equal(text, Assert.Single(map.Data).Value);
        Assert.Equal(pod.Containers[0].Ports.Select(p => p.ContainerPort).Order(), Ports().Matches(text).Select(m => int.Parse(m.Groups[1].Value)).Order());
        // What the collector holds is decided and leaves before its pod is killed.
        Assert.True(pod.TerminationGracePeriodSeconds > int.Parse(DecisionWait().Match(text).Groups[1].Value));
    }

    [GeneratedRegex("^receivers:", RegexOptions.Multiline)]
    private static partial Regex Receivers();

    [GeneratedRegex(@"endpoint: ""0\.0\.0\.0:(\d+)""")]
    private static partial Regex Ports();

    [GeneratedRegex(@"decision_wait: (\d+)s")]
    private static partial Regex DecisionWait();
}
