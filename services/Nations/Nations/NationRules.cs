using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Nations;

/// <summary>Validates a nation before it is stored.</summary>
internal sealed class NationRules : ResourceRules<Nation>
{
    public override void OnCreate(WriteContext write, Nation resource)
    {
        var code = resource.Name["nations/".Length..];
        var violations = new Violations();
        violations.Require(NationCodes.IsKnown(code), "nation_id", $"\"{code}\" is no nation of ISO 3166-1 alpha-3 (nor XKX, Kosovo, nor EUI, the EU institutions)");
        Check(write, resource, violations);
    }

    public override void OnUpdate(WriteContext write, Nation current, Nation next) => Check(write, next, new Violations());

    private static void Check(WriteContext write, Nation nation, Violations violations)
    {
        foreach (var (index, membership) in nation.Memberships.Index())
        {
            References.CheckOrder(membership.StartDate, membership.EndDate, "start_date", $"nation.memberships[{index}].end_date", violations);
        }
        foreach (var (index, population) in nation.Populations.Index())
        {
            References.CheckPublished(write, population.Source, $"nation.populations[{index}].source", violations);
        }
        References.CheckPublished(write, nation.Source, "nation.source", violations);
        References.CheckPublished(write, nation.ParliamentRule?.Source, "nation.parliament_rule.source", violations);
        References.CheckPublished(write, nation.ParliamentRule?.HostSource, "nation.parliament_rule.host_source", violations);
        violations.ThrowIfAny();
    }
}
