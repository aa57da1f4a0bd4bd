using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Summit.Deploy.Tests.Images;

/// <summary>The two recipes of one image, the Dockerfile's and MSBuild's, say the same.</summary>
public sealed partial class ImageTests
{
    private static readonly string[] Dockerfile = File.ReadAllLines(Repository.At("deploy", "containers", "Dockerfile"));
    private static readonly XDocument Image = XDocument.Load(Repository.At("deploy", "containers", "Image.props"));

    [Fact]
    public void Recipes_BaseUserFolderPortsAndEntry_AreEqual()
    {
        Assert.Equal(Property("ContainerBaseImage"), Line("ARG BASE_IMAGE="));
        Assert.Equal(Property("ContainerUser"), Line("USER "));
        Assert.Equal(Property("ContainerWorkingDirectory"), Dockerfile.Last(l => l.StartsWith("WORKDIR ", StringComparison.Ordinal))["WORKDIR ".Length..]);
        Assert.Equal(Item("ContainerPort").Split(';'), Line("EXPOSE ").Split(' '));
        Assert.Equal($"[\"{Item("ContainerEntrypoint")}\"]", Line("ENTRYPOINT "));
        Assert.Equal("$(VersionPrefix)", Property("ContainerImageTag"));
    }

    [Fact]
    public void Dockerfile_Stages_RestoreBeforeTheCodeAndBuildOnePlatform()
    {
        var text = string.Join('\n', Dockerfile);

        // The user is a number, so that the platform can see that it is not root.
        Assert.Matches("^[1-9][0-9]+$", Line("USER "));
        Assert.True(text.IndexOf("dotnet restore \"", StringComparison.Ordinal) < text.LastIndexOf("COPY . .", StringComparison.Ordinal));
        Assert.True(text.LastIndexOf("COPY . .", StringComparison.Ordinal) < text.IndexOf("dotnet publish \"", StringComparison.Ordinal));
        Assert.All(Dockerfile.Where(l => l.Contains("dotnet restore", StringComparison.Ordinal) || l.Contains("dotnet publish \"", StringComparison.Ordinal)), l => Assert.Contains("-p:HostRuntime=linux-", l));
    }

    [Fact]
    public void Hosts_OfRecipesScriptAndManifests_AreTheSame()
    {
        string[] hosts = ["summit-budgets", "summit-console", "summit-gateway", "summit-logistics", "summit-nations"];
        var projects = ProjectNames().Matches(Image.Descendants("SummitHost").Single().Attribute("Condition")!.Value).Select(m => m.Groups[1].Value.ToLowerInvariant().Replace('.', '-'));
        var script = File.ReadLines(Repository.At("deploy", "containers", "build")).Single(l => l.StartsWith("for host in ", StringComparison.Ordinal));
        var built = script["for host in ".Length..script.IndexOf(';', StringComparison.Ordinal)].Split(' ').Select(f => "summit-" + Path.GetFileName(f).ToLowerInvariant());

        Assert.Equal(hosts, projects.Order());
        Assert.Equal(hosts, built.Order());
        Assert.Equal(hosts, Kubernetes.Rendered.Folder("base").Deployments.Select(d => d.Spec.Template.Spec.Containers[0].Image).Order());
    }

    private static string Line(string start) => Assert.Single(Dockerfile, l => l.StartsWith(start, StringComparison.Ordinal))[start.Length..];

    private static string Property(string name) => Image.Descendants(name).Single().Value;

    private static string Item(string name) => Image.Descendants(name).Single().Attribute("Include")!.Value;

    [GeneratedRegex(@"== '(Summit\.\w+)'")]
    private static partial Regex ProjectNames();
}
