using YamlDotNet.RepresentationModel;

namespace Summit.Deploy.Tests;

public sealed class KubernetesTests
{
    private static readonly string[] Components = ["budgets", "gateway", "logistics", "nations"];

    public static TheoryData<string> Folders => ["base", "overlays/kind", "overlays/production"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_EveryComponent_HasOneDeploymentAndOneHeadlessService(string folder)
    {
        var manifests = Manifests.Render(folder);

        Assert.Equal(Components.Select(c => "summit-" + c), manifests.OfKind("Deployment").Select(d => Manifests.Text(d, "metadata.name")).Order());
        foreach (var component in Components)
        {
            var service = manifests.Single("Service", "summit-" + component);
            Assert.Equal("None", Manifests.Text(service, "spec.clusterIP"));
            Assert.Contains("summit-" + component, ((YamlMappingNode)Manifests.Node(service, "spec.selector")!).Children.Values.Select(v => ((YamlScalarNode)v).Value));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_EveryHost_IsProbedOverHttpOnTheManagementPort(string folder)
    {
        foreach (var deployment in Manifests.Render(folder).OfKind("Deployment"))
        {
            var host = Manifests.Host(deployment);
            foreach (var (probe, path) in new[] { ("startupProbe", "/livez"), ("livenessProbe", "/livez"), ("readinessProbe", "/readyz") })
            {
                Assert.Equal(path, Manifests.Text(host, probe + ".httpGet.path"));
                Assert.Equal("management", Manifests.Text(host, probe + ".httpGet.port"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_EveryHost_RunsWithoutPrivileges(string folder)
    {
        foreach (var deployment in Manifests.Render(folder).OfKind("Deployment"))
        {
            var host = Manifests.Host(deployment);
            Assert.Equal("true", Manifests.Text(deployment, "spec.template.spec.securityContext.runAsNonRoot"));
            Assert.Equal("true", Manifests.Text(host, "securityContext.readOnlyRootFilesystem"));
            Assert.Equal("false", Manifests.Text(host, "securityContext.allowPrivilegeEscalation"));
            Assert.NotNull(Manifests.Node(host, "resources.requests"));
            Assert.NotNull(Manifests.Node(host, "resources.limits.memory"));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_Configuration_IsNamedByItsContent(string folder)
    {
        var manifests = Manifests.Render(folder);
        var name = Manifests.Text(Assert.Single(manifests.OfKind("ConfigMap")), "metadata.name")!;

        // Without the hash a changed setting would replace no pod.
        Assert.Matches("^summit-config-[a-z0-9]{10}$", name);
        foreach (var deployment in manifests.OfKind("Deployment"))
        {
            var source = Assert.Single((YamlSequenceNode)Manifests.Node(Manifests.Host(deployment), "envFrom")!);
            Assert.Equal(name, Manifests.Text(source, "configMapRef.name"));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_EveryDeployment_SpreadsItsOwnReplicas(string folder)
    {
        foreach (var deployment in Manifests.Render(folder).OfKind("Deployment"))
        {
            var spread = Assert.Single((YamlSequenceNode)Manifests.Node(deployment, "spec.template.spec.topologySpreadConstraints")!);
            var labels = ((YamlMappingNode)Manifests.Node(deployment, "spec.template.metadata.labels")!).Children;
            var selected = ((YamlMappingNode)Manifests.Node(spread, "labelSelector.matchLabels")!).Children;
            var keys = ((YamlSequenceNode)Manifests.Node(spread, "matchLabelKeys")!).Select(k => ((YamlScalarNode)k).Value);

            Assert.All(selected, label => Assert.Equal(label.Value, labels[label.Key]));
            Assert.Contains("app.kubernetes.io/name", keys);
            Assert.Contains(new YamlScalarNode("app.kubernetes.io/name"), labels.Keys);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_EveryDeployment_RunsAnAssemblyThatItsProjectMakes(string folder)
    {
        foreach (var deployment in Manifests.Render(folder).OfKind("Deployment"))
        {
            var host = Manifests.Host(deployment);
            var assembly = ((YamlScalarNode)Assert.Single((YamlSequenceNode)Manifests.Node(host, "args")!)).Value!;
            var projects = Directory.GetFiles(Manifests.Root, Path.ChangeExtension(assembly, ".csproj"), SearchOption.AllDirectories);

            Assert.Single(projects);
        }
    }

    [Fact]
    public void Production_Stores_AreInPostgresqlWithSeveralReplicas()
    {
        var manifests = Manifests.Render("overlays/production");

        Assert.Empty(manifests.OfKind("PersistentVolumeClaim"));
        foreach (var area in new[] { "budgets", "logistics", "nations" })
        {
            var deployment = manifests.Single("Deployment", "summit-" + area);
            Assert.Equal("2", Manifests.Text(deployment, "spec.replicas"));
            var database = ((YamlSequenceNode)Manifests.Node(Manifests.Host(deployment), "env")!).Single(e => Manifests.Text(e, "name") == "Summit__Database");
            Assert.Null(Manifests.Node(database, "value"));
            Assert.Equal(area, Manifests.Text(database, "valueFrom.secretKeyRef.key"));
        }
    }

    [Fact]
    public void Production_Gateway_ReadsItsFeedTokenFromASecret()
    {
        var deployment = Manifests.Render("overlays/production").Single("Deployment", "summit-gateway");
        var host = Manifests.Host(deployment);
        var file = Manifests.Text(Item(host, "env", "Gateway__Feed__TokenFile"), "value")!;
        var mount = Item(host, "volumeMounts", "feed-token");
        var volume = Item(Manifests.Node(deployment, "spec.template.spec")!, "volumes", "feed-token");

        Assert.Equal($"{Manifests.Text(mount, "mountPath")}/token", file);
        Assert.Equal("summit-gateway-feed", Manifests.Text(volume, "secret.secretName"));

        // Not by subPath: such a file never changes while the pod lives, and the token ends.
        Assert.Null(Manifests.Node(mount, "subPath"));

        // What every pod has is still there.
        Assert.Equal("/tmp", Manifests.Text(Item(host, "volumeMounts", "tmp"), "mountPath"));
    }

    [Fact]
    public void Base_Configuration_NamesTheOwnerOfEveryArea()
    {
        var data = (YamlMappingNode)Manifests.Node(Manifests.Render("base").OfKind("ConfigMap").Single(), "data")!;

        foreach (var area in Components.Except(["gateway"]))
        {
            var key = new YamlScalarNode($"Summit__Services__summit.{area}.v1");
            Assert.Equal($"dns:///summit-{area}:8080", ((YamlScalarNode)data.Children[key]).Value);
        }
    }

    private static YamlNode Item(YamlNode parent, string list, string name) =>
        Assert.Single((YamlSequenceNode)Manifests.Node(parent, list)!, i => Manifests.Text(i, "name") == name);
}
