using System.Collections.Concurrent;
using k8s;
using k8s.Models;

namespace Summit.Deploy.Tests.Kubernetes;

/// <summary>What <c>kubectl kustomize</c> makes of a folder, read strictly: a field that the platform does not know is an error.</summary>
internal sealed class Rendered
{
    private static readonly Dictionary<string, Type> Others = new(StringComparer.Ordinal)
    {
        ["gateway.networking.k8s.io/v1/GRPCRoute"] = typeof(Route),
        ["gateway.networking.k8s.io/v1/HTTPRoute"] = typeof(Route),
        ["cert-manager.io/v1/Issuer"] = typeof(Issuer),
        ["cert-manager.io/v1/Certificate"] = typeof(Certificate),
    };

    private static readonly ConcurrentDictionary<string, Lazy<Rendered>> Folders = new(StringComparer.Ordinal);

    private readonly List<object> _objects;

    private Rendered(string text)
    {
        Text = text;
        _objects = KubernetesYaml.LoadAllFromString(text, Others, strict: true);
    }

    public string Text { get; }

    public IReadOnlyList<V1Deployment> Deployments => All<V1Deployment>();

    /// <summary>Deployments of gateway and services.</summary>
    public IReadOnlyList<V1Deployment> Hosts => [.. Deployments.Where(d => d.Name() is not ("summit-console" or "summit-collector"))];

    /// <summary>Every pod that something starts, by the name of what starts it.</summary>
    public IReadOnlyList<(string Name, V1PodTemplateSpec Pod)> Pods =>
    [
        .. Deployments.Select(d => (d.Name(), d.Spec.Template)),
        .. All<V1Job>().Select(j => (j.Name(), j.Spec.Template)),
        .. All<V1CronJob>().Select(j => (j.Name(), j.Spec.JobTemplate.Spec.Template)),
    ];

    /// <summary>Renders a folder of the manifests, once.</summary>
    public static Rendered Folder(string folder) => Folders.GetOrAdd(folder, f => new(() => Render(f))).Value;

    /// <summary>Renders the base with components.</summary>
    public static Rendered With(params IEnumerable<string> components)
    {
        var folder = Directory.CreateTempSubdirectory("summit-kustomize-").FullName;
        string At(string path) => Path.GetRelativePath(folder, Repository.At("deploy", "kubernetes", path));
        File.WriteAllText(Path.Combine(folder, "kustomization.yaml"), $"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [{At("base")}]
            components: [{string.Join(", ", components.Select(c => At("components/" + c)))}]
            """);
        try
        {
            return Render(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public IReadOnlyList<T> All<T>() => [.. _objects.OfType<T>()];

    public V1Deployment Deployment(string name) => Assert.Single(Deployments, d => d.Name() == name);

    /// <summary>A setting of the hosts' common ConfigMap; null when it is not there.</summary>
    public string? Setting(string key) => All<V1ConfigMap>().Single(m => m.Name().StartsWith("summit-config", StringComparison.Ordinal)).Data.TryGetValue(key, out var value) ? value : null;

    private static Rendered Render(string folder)
    {
        Requires.OrSkip(Repository.OnPath("kubectl"), "kubectl");
        var (code, output, errors) = Repository.Run("kubectl", "kustomize", Repository.At("deploy", "kubernetes", folder));
        Assert.True(code == 0, errors);
        return new Rendered(output);
    }
}
