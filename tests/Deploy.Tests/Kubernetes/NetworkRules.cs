using k8s.Models;

namespace Summit.Deploy.Tests.Kubernetes;

/// <summary>Who reaches whom: every name leads to pods, every way that a setting needs is open at both ends, everything else is shut.</summary>
internal static class NetworkRules
{
    public static void Check(Rendered rendered)
    {
        foreach (var service in rendered.All<V1Service>())
        {
            var target = Assert.Single(rendered.Deployments, d => Selects(service.Spec.Selector, d.Spec.Template.Metadata.Labels));
            Assert.All(service.Spec.Ports, p => Assert.Contains(target.Spec.Template.Spec.Containers[0].Ports, c => c.Name == p.TargetPort.Value));
        }

        var shut = Assert.Single(rendered.All<V1NetworkPolicy>(), p => p.Metadata.Name == "summit-default-deny");
        Assert.Equal(["Ingress", "Egress"], shut.Spec.PolicyTypes);
        Assert.All(rendered.Pods, p => Assert.True(Selects(shut.Spec.PodSelector.MatchLabels, p.Pod.Metadata.Labels), p.Name));
        Assert.All(rendered.Pods, p => Assert.True(May(rendered, p.Pod, 53, null), $"{p.Name} may not ask for names"));

        foreach (var (from, to, port) in Ways(rendered))
        {
            var (caller, called) = (rendered.Deployment(from).Spec.Template, rendered.Deployment(to).Spec.Template);
            Assert.True(May(rendered, caller, port, called), $"{from} may not call {to} at {port}");
            Assert.True(Lets(rendered, called, port, caller), $"{to} does not let {from} in at {port}");
        }

        Assert.False(May(rendered, rendered.Deployment("summit-nations").Spec.Template, 8080, rendered.Deployment("summit-budgets").Spec.Template));
        Assert.False(Lets(rendered, rendered.Deployment("summit-nations").Spec.Template, 8080, rendered.Deployment("summit-console").Spec.Template));
        WaysInLeadSomewhere(rendered);
    }

    private static IEnumerable<(string From, string To, int Port)> Ways(Rendered rendered)
    {
        foreach (var area in new[] { "nations", "budgets", "logistics" })
        {
            Assert.Equal($"dns:///summit-{area}:8080", rendered.Setting($"Summit__Services__summit.{area}.v1"));
            yield return ("summit-gateway", "summit-" + area, 8080);
        }

        yield return ("summit-logistics", "summit-nations", 8080);
        yield return ("summit-logistics", "summit-budgets", 8080);
        yield return ("summit-console", "summit-gateway", 8080);
        yield return ("summit-console", "summit-gateway", 8081);
        if (rendered.Setting("OTEL_EXPORTER_OTLP_ENDPOINT") is not null)
        {
            foreach (var host in rendered.Deployments.Where(d => d.Metadata.Name != "summit-collector"))
            {
                yield return (host.Metadata.Name, "summit-collector", 4317);
            }
        }
    }

    private static bool May(Rendered rendered, V1PodTemplateSpec from, int port, V1PodTemplateSpec? to) =>
        PoliciesOf(rendered, from).SelectMany(p => p.Spec.Egress ?? []).Any(e =>
            (e.Ports is null || e.Ports.Any(p => PortOf(p.Port, to) == port))
            && (to is null || e.To is null || e.To.Any(peer => Selects(peer, to))));

    private static bool Lets(Rendered rendered, V1PodTemplateSpec to, int port, V1PodTemplateSpec from) =>
        PoliciesOf(rendered, to).SelectMany(p => p.Spec.Ingress ?? []).Any(i =>
            (i.Ports is null || i.Ports.Any(p => PortOf(p.Port, to) == port)) && (i.FromProperty is null || i.FromProperty.Any(peer => Selects(peer, from))));

    private static IEnumerable<V1NetworkPolicy> PoliciesOf(Rendered rendered, V1PodTemplateSpec pod) =>
        rendered.All<V1NetworkPolicy>().Where(p => Selects(p.Spec.PodSelector, pod));

    private static int PortOf(IntOrString port, V1PodTemplateSpec? pod) => int.TryParse(port.Value, out var number)
        ? number
        : pod?.Spec.Containers[0].Ports.SingleOrDefault(p => p.Name == port.Value)?.ContainerPort ?? 0;

    private static bool Selects(V1NetworkPolicyPeer peer, V1PodTemplateSpec pod) => peer.PodSelector is null ? peer.NamespaceSelector is not null : Selects(peer.PodSelector, pod);

    private static bool Selects(V1LabelSelector selector, V1PodTemplateSpec pod) =>
        Selects(selector.MatchLabels ?? new Dictionary<string, string>(), pod.Metadata.Labels)
        && (selector.MatchExpressions ?? []).All(e => e.OperatorProperty == "In" && pod.Metadata.Labels.TryGetValue(e.Key, out var value) && e.Values.Contains(value));

    private static bool Selects(IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.All(s => labels.TryGetValue(s.Key, out var value) && value == s.Value);

    private static void WaysInLeadSomewhere(Rendered rendered)
    {
        var services = rendered.All<V1Service>();
        foreach (var backend in rendered.All<Route>().SelectMany(r => r.Spec.Rules).SelectMany(r => r.BackendRefs))
        {
            Assert.Contains(services, s => s.Metadata.Name == backend.Name && s.Spec.Ports.Any(p => p.Port == backend.Port));
        }

        foreach (var backend in rendered.All<V1Ingress>().SelectMany(i => i.Spec.Rules).SelectMany(r => r.Http.Paths).Select(p => p.Backend.Service))
        {
            Assert.Contains(services, s => s.Metadata.Name == backend.Name && s.Spec.Ports.Any(p => p.Name == backend.Port.Name));
        }
    }
}
