using k8s.Models;

namespace Summit.Deploy.Tests.Kubernetes;

public sealed class OverlayTests
{
    private const string Secrets = "/var/run/secrets/summit/";

    [Theory]
    [InlineData("overlays/trial")]
    [InlineData("overlays/production")]
    [InlineData("site.template")]
    public void Render_Overlay_KeepsTheRules(string folder)
    {
        var rendered = Rendered.Folder(folder);

        PodRules.Check(rendered);
        NetworkRules.Check(rendered);
        Assert.All(rendered.Pods.Where(p => p.Name != "summit-collector"), p => Assert.EndsWith(
            folder == "site.template" ? "@sha256:" + new string('0', 64) : ":" + Repository.Version, p.Pod.Spec.Containers[0].Image, StringComparison.Ordinal));
        foreach (var (name, pod) in rendered.Pods.Where(p => p.Pod.Spec.Containers[0].Args[0].EndsWith(".dll", StringComparison.Ordinal)))
        {
            var project = Path.ChangeExtension(pod.Spec.Containers[0].Args[0], ".csproj");
            Assert.True(new[] { "gateway", "services" }.SelectMany(f => Directory.EnumerateFiles(Repository.At(f), project, SearchOption.AllDirectories)).Count() == 1, $"{name}: {project}");
        }
    }

    [Fact]
    public void Trial_EveryHost_KnowsTheKeyThatSignsTokensForEveryRole()
    {
        var rendered = Rendered.Folder("overlays/trial");
        var key = rendered.Setting("Summit__Identity__DevelopmentKeyFile");

        Assert.Equal(Secrets + "development/development-issuer.key", key);
        Assert.All(rendered.Deployments, d =>
        {
            Assert.Contains(d.Spec.Template.Spec.Containers[0].VolumeMounts, m => m.MountPath == Path.GetDirectoryName(key));
            Assert.Equal(1, d.Spec.Replicas);
        });
        Assert.Contains(rendered.All<V1ConfigMap>(), m => m.Data.TryGetValue("Console__DevelopmentKeyFile", out var pages) && pages == key);
    }

    [Fact]
    public void Production_Text_HasNoExampleAndNothingOfDevelopment()
    {
        var rendered = Rendered.Folder("overlays/production");

        Assert.DoesNotContain("example", rendered.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("development", rendered.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Production", rendered.Setting("DOTNET_ENVIRONMENT"));
        Assert.Null(rendered.Setting("Summit__Seed"));
    }

    [Fact]
    public void Production_Stores_AreInPostgresqlAndMigratedByJobsOfThisVersion()
    {
        var rendered = Rendered.Folder("overlays/production");

        Assert.Equal("false", rendered.Setting("Summit__Store__MigrateOnStart"));
        foreach (var area in new[] { "budgets", "logistics", "nations" })
        {
            var database = rendered.Deployment("summit-" + area).Spec.Template.Spec.Containers[0].Env.Single(e => e.Name == "Summit__Database");
            Assert.Null(database.Value);
            Assert.Equal(("summit-database", area), (database.ValueFrom.SecretKeyRef.Name, database.ValueFrom.SecretKeyRef.Key));
            Assert.Equal("RollingUpdate", rendered.Deployment("summit-" + area).Spec.Strategy.Type);

            // A Job cannot be changed: a version whose Job has an older name would fail to apply.
            Assert.Contains(rendered.All<V1Job>(), j => j.Metadata.Name == $"summit-{area}-migrate-{Repository.Version.Replace('.', '-')}");
        }
    }

    [Fact]
    public void Production_Replicas_AreTheAutoscalersAlone()
    {
        var rendered = Rendered.Folder("overlays/production");

        var scaled = rendered.All<V2HorizontalPodAutoscaler>();
        Assert.Equal(rendered.Hosts.Select(h => h.Metadata.Name).Order(), scaled.Select(s => s.Spec.ScaleTargetRef.Name).Order());
        Assert.All(rendered.Hosts, h => Assert.Null(h.Spec.Replicas));
        Assert.All(scaled, s => Assert.True(s.Spec.MinReplicas >= 2 && s.Spec.MaxReplicas > s.Spec.MinReplicas));
    }

    [Fact]
    public void Production_Gateway_ProvesItselfToTheIssuerWithItsServiceAccount()
    {
        var pod = Rendered.Folder("overlays/production").Deployment("summit-gateway").Spec.Template.Spec;
        var token = pod.Volumes.Single(v => v.Name == "feed").Projected.Sources.Single().ServiceAccountToken;

        Assert.Equal(Secrets + "feed/" + token.Path, pod.Containers[0].Env.Single(e => e.Name == "Gateway__Feed__ClientAssertionFile").Value);
        Assert.NotNull(token.Audience);
    }

    [Fact]
    public void Production_Links_ShowACertificateAtBothEnds()
    {
        var rendered = Rendered.Folder("overlays/production");
        string[] SettingsOf(string host) => [.. rendered.Deployment(host).Spec.Template.Spec.Containers[0].Env.Select(e => e.Name).Where(n => n.StartsWith("Summit__Tls__", StringComparison.Ordinal)).Order()];

        Assert.Equal("true", rendered.Setting("Summit__Tls__ToServices"));
        string[] server = ["Summit__Tls__CertificateFile", "Summit__Tls__ClientAuthorityFile", "Summit__Tls__KeyFile"];
        string[] client = ["Summit__Tls__CertificateAuthorityFile", "Summit__Tls__ClientCertificateFile", "Summit__Tls__ClientKeyFile"];
        Assert.Equal(client, SettingsOf("summit-gateway"));
        Assert.Equal(server, SettingsOf("summit-nations"));
        Assert.Equal(server, SettingsOf("summit-budgets"));
        Assert.Equal(server.Concat(client).Order(), SettingsOf("summit-logistics"));
    }

    [Fact]
    public void Certificates_Files_AreThoseThatThePodsMount()
    {
        var rendered = Rendered.Folder("site.template");
        var made = rendered.All<Certificate>().Where(c => !c.Spec.IsCA).ToList();
        var mounted = rendered.Hosts.SelectMany(h => h.Spec.Template.Spec.Volumes).Where(v => v.Name is "tls" or "client").Select(v => v.Secret.SecretName);

        Assert.Equal(mounted.Order(), made.Select(c => c.Spec.SecretName).Order());
        Assert.All(made, c => Assert.Equal(c.Spec.SecretName.EndsWith("-tls", StringComparison.Ordinal) ? "server auth" : "client auth", Assert.Single(c.Spec.Usages)));

        // A server's certificate has the name that callers use.
        Assert.All(made.Where(c => c.Spec.Usages[0] == "server auth"), c => Assert.Equal(c.Spec.SecretName, Assert.Single(c.Spec.DnsNames) + "-tls"));
    }

    [Fact]
    public void Check_Template_RefusedWithEveryExample()
    {
        Requires.OrSkip(Repository.OnPath("kubectl"), "kubectl");

        var (code, _, errors) = Repository.Run(Repository.At("deploy", "kubernetes", "check"), Repository.At("deploy", "kubernetes", "site.template"));

        Assert.Equal(1, code);
        foreach (var part in new[] { "Summit__Identity__Authority: https://issuer.example", "registry.example", "grpc.summit.example", "BACKEND: otlp.example", "no digest" })
        {
            Assert.Contains(part, errors);
        }
    }

    [Theory]
    [InlineData("overlays/trial", "development identity")]
    [InlineData("overlays/production", "missing setting: Summit__Identity__Authority")]
    public void Check_OverlayThatIsNoSite_Refused(string folder, string fault)
    {
        Requires.OrSkip(Repository.OnPath("kubectl"), "kubectl");

        var (code, _, errors) = Repository.Run(Repository.At("deploy", "kubernetes", "check"), Repository.At("deploy", "kubernetes", folder));

        Assert.Equal(1, code);
        Assert.Contains(fault, errors);
    }

    [Fact]
    public void Check_SiteWithValuesOfItsOwn_Passes()
    {
        Requires.OrSkip(Repository.OnPath("kubectl"), "kubectl");
        var site = Directory.CreateTempSubdirectory("summit-site-").FullName;
        var text = File.ReadAllText(Repository.At("deploy", "kubernetes", "site.template", "kustomization.yaml"))
            .Replace("../", Path.GetRelativePath(site, Repository.At("deploy", "kubernetes")) + "/", StringComparison.Ordinal)
            .Replace(".example", ".ministry.test", StringComparison.Ordinal)
            .Replace(new string('0', 64), new string('a', 64), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(site, "kustomization.yaml"), text);

        var (code, _, errors) = Repository.Run(Repository.At("deploy", "kubernetes", "check"), site);

        Directory.Delete(site, recursive: true);
        Assert.True(code == 0, errors);
    }
}
