using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Nations;

/// <summary>What a nation must hold before it is stored.</summary>
internal sealed class NationRules : ResourceRules<Nation>
{
    public override void OnCreate(WriteContext write, Nation resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, Nation current, Nation next) => Check(write, next);

    private static void Check(WriteContext write, Nation nation)
    {
        var violations = new Violations();
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
