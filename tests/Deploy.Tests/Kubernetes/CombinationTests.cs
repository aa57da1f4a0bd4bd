using k8s.Models;

namespace Summit.Deploy.Tests.Kubernetes;

/// <summary>Every sensible combination of components renders, is read strictly, and keeps the rules.</summary>
public sealed class CombinationTests
{
    private static readonly string[] Stores = ["", "postgresql", "postgresql migrations", "postgresql backup", "postgresql migrations backup autoscaling"];
    private static readonly string[] WaysIn = ["", "gateway-api", "ingress"];
    private static readonly string[] Links = ["", "mutual-tls", "mutual-tls certificates"];
    private static readonly string[] Extras = ["", "redis", "telemetry identity feed-token", "redis telemetry identity feed-secret"];

    /// <summary>Every store with every way in; what does not touch either goes round beside them.</summary>
    public static TheoryData<string> Combinations
    {
        get
        {
            var rows = new TheoryData<string>();
            var number = 0;
            foreach (var store in Stores)
            {
                foreach (var way in WaysIn)
                {
                    rows.Add(string.Join(' ', store, way, Links[number % Links.Length], Extras[number % Extras.Length]).Trim());
                    number++;
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Render_Combination_KeepsTheRules(string components)
    {
        var names = components.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rendered = Rendered.With(names);

        Assert.Equal(names.Contains("telemetry") ? 6 : 5, rendered.Deployments.Count);
        PodRules.Check(rendered);
        NetworkRules.Check(rendered);
        foreach (var budget in rendered.All<V1PodDisruptionBudget>())
        {
            Assert.Single(rendered.Deployments, d => budget.Spec.Selector.MatchLabels.All(l => d.Spec.Template.Metadata.Labels[l.Key] == l.Value));
        }

        if (names.Contains("postgresql"))
        {
            Assert.DoesNotContain(rendered.All<V1PersistentVolumeClaim>(), c => c.Metadata.Name != "summit-backups");
        }
    }

    [Fact]
    public void Components_All_AreInSomeCombination()
    {
        var used = Stores.Concat(WaysIn).Concat(Links).Concat(Extras).SelectMany(c => c.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Append("version");

        Assert.Equal(Directory.GetDirectories(Repository.At("deploy", "kubernetes", "components")).Select(Path.GetFileName).Order(), used.Distinct().Order());
    }
}
