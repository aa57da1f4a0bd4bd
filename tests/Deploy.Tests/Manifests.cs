using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace Summit.Deploy.Tests;

/// <summary>The objects that <c>kubectl kustomize</c> renders from a folder of deploy/kubernetes.</summary>
internal sealed class Manifests
{
    private readonly List<YamlMappingNode> _objects;

    private Manifests(IEnumerable<YamlMappingNode> objects) => _objects = [.. objects];

    public static string Root { get; } = FindRoot();

    public static Manifests Render(string folder)
    {
        Requires.OrSkip(OnPath("kubectl"), "kubectl");
        var start = new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(Root, "deploy", "kubernetes", folder)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var yaml = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return new Manifests(stream.Documents.Select(d => (YamlMappingNode)d.RootNode));
    }

    public IReadOnlyList<YamlMappingNode> OfKind(string kind) => [.. _objects.Where(o => Text(o, "kind") == kind)];

    public YamlMappingNode Single(string kind, string name) => Assert.Single(OfKind(kind), o => Text(o, "metadata.name") == name);

    public static YamlMappingNode Host(YamlMappingNode deployment) =>
        (YamlMappingNode)Assert.Single((YamlSequenceNode)Node(deployment, "spec.template.spec.containers")!);

    public static string? Text(YamlNode node, string path) => (Node(node, path) as YamlScalarNode)?.Value;

    public static YamlNode? Node(YamlNode node, string path)
    {
        YamlNode? at = node;
        foreach (var key in path.Split('.'))
        {
            if (at is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(key), out at))
            {
                return null;
            }
        }

        return at;
    }

    private static bool OnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SummitServices.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SummitServices.sln is not above the test's folder");
        }

        return folder;
    }
}
