using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>Validates groups with membership by year.</summary>
internal sealed class SpendingGroups : StoredRules<SpendingGroup>
{
    public override string Field => "spending_group";

    public static bool IsMember(SpendingGroupMember member, int year) =>
        year >= member.FirstYear && (member.LastYear == 0 || year <= member.LastYear);

    public override void Check(SpendingGroup resource, string path, Violations violations)
    {
        CheckMembers(resource, path, violations);
        violations.RequireText(resource.DisplayName, $"{path}.display_name", "a name for people");
        violations.RequireSource(resource.Source, path);
    }

    public static void CheckMembers(SpendingGroup group, string path, Violations violations)
    {
        Expenditures.CheckDefinition(group.Definition, path, violations);
        violations.RequireDistinct(group.Members.Select(member => member.Nation), i => $"{path}.members[{i}].nation");
        for (var i = 0; i < group.Members.Count; i++)
        {
            var member = group.Members[i];
            violations.Require(
                member.LastYear == 0 || member.LastYear >= member.FirstYear,
                $"{path}.members[{i}].last_year",
                $"{member.LastYear} is before first_year {member.FirstYear}");
        }
    }
}
