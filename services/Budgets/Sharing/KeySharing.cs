using Summit.Budgets.Facts;
using Summit.Budgets.Keys;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "fixed key".</summary>
internal sealed class KeySharing : ISharingRule
{
    public SharingRule.RuleOneofCase Case => SharingRule.RuleOneofCase.Key;

    public void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations)
    {
        var own = rule.Key;
        violations.Require(own.CostKey.Length > 0 != own.InlineKey is not null, path, "exactly one of cost_key and inline_key is allowed");
        violations.RequireDistinct(own.Joiners.Select(joiner => joiner.Nation), i => $"{path}.joiners[{i}].nation");
        var joining = Rational.Sum(Requirements.Finite(own.Joiners.Select(joiner => joiner.Value)));
        violations.Require(
            joining < 100, $"{path}.joiners", $"the shares of those joining sum to {joining.ToText(6)} %, which leaves nothing for the others; it must be below 100 percent");
        LimitSharing.Check(own.Limits, request.Nations, $"{path}.limits", violations);
        if (own.InlineKey is { } key)
        {
            CostKeys.CheckEntries(key, $"{path}.inline_key", violations);
            CheckMembers(own, key, path, violations);
        }
    }

    public async Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path)
    {
        var own = rule.Key;
        var key = own.InlineKey ?? await call.Held.GetAsync(Types.CostKeys, own.CostKey);
        if (own.InlineKey is null)
        {
            var violations = new Violations();
            CheckMembers(own, key, path, violations);
            violations.ThrowIfAny();
        }

        var name = Evidence.NameOf(key.Name, $"{path}.inline_key");
        var text = Describe(key, name);
        var entries = key.Entries.Select(entry => new NationValue(entry.Nation, Rational.FromWire(entry.Value))).ToList();
        var members = entries.Select(entry => entry.Nation).ToHashSet(StringComparer.Ordinal);
        var joiners = own.Joiners.Select(joiner => new NationValue(joiner.Nation, Rational.FromWire(joiner.Value) / 100)).ToList();
        var lacking = call.Request.Nations.Where(nation => !members.Contains(nation) && joiners.All(joiner => joiner.Nation != nation)).ToList();
        if (lacking.Count > 0)
        {
            return SharingOutcome.Lacking(text, lacking.Select(nation => Missing.Fact($"{nation} in {name}", "The key has no entry for this nation; add it as a joiner or leave it out.")));
        }

        var leavers = own.Leavers.Concat(call.Request.Nations.Count == 0 ? [] : members.Except(call.Request.Nations)).ToHashSet(StringComparer.Ordinal);
        if (Rational.Sum(entries.Where(entry => !leavers.Contains(entry.Nation)).Select(entry => entry.Value)).IsZero)
        {
            return SharingOutcome.Lacking(text, [Missing.Fact($"a share above 0 in {name}", "No nation with a share is left in the key; name at least one nation that has one.")]);
        }

        var shares = Membership.Apply(entries, leavers, joiners);
        var limited = LimitSharing.Apply(own.Limits, shares, $"{path}.limits");
        call.Evidence.Use(name, $"cost key {key.DisplayName} {key.Version}".TrimEnd(), $"{entries.Count}", "entries", key.Source);
        return new(text, limited, nation => Why(nation, key, leavers, joiners, shares, limited));
    }

    private static void CheckMembers(KeyRule rule, CostKey key, string path, Violations violations)
    {
        var members = key.Entries.Select(entry => entry.Nation).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, nation) in rule.Leavers.Index())
        {
            violations.Require(members.Contains(nation), $"{path}.leavers[{index}]", $"\"{nation}\" is not in the key; name one of its members");
        }

        foreach (var (index, joiner) in rule.Joiners.Index())
        {
            violations.Require(!members.Contains(joiner.Nation), $"{path}.joiners[{index}].nation", $"\"{joiner.Nation}\" is in the key already; name a nation that is not");
        }
    }

    private static string Describe(CostKey key, string name)
    {
        var (start, end) = (key.StartDate.TryDay(), key.EndDate.TryDay());
        var force = (start, end) is (null, null) ? "" : $", in force {start:yyyy-MM-dd} to {end:yyyy-MM-dd}";
        return $"fixed key {name}{(key.Version.Length > 0 ? $", version {key.Version}" : "")}{force}";
    }

    private static string Why(
        string nation, CostKey key, HashSet<string> leavers, List<NationValue> joiners, IReadOnlyList<NationValue> shares, IReadOnlyList<NationValue> limited)
    {
        var own = key.Entries.FirstOrDefault(entry => entry.Nation == nation);
        if (own is null)
        {
            return $"joins with {SharingOutcome.Percent(joiners.First(joiner => joiner.Nation == nation).Value)}" + LimitSharing.Why(nation, shares, limited);
        }

        var text = $"{(key.Kind == CostKey.Types.Kind.Percent ? $"{own.Value} %" : $"weight {own.Value}")} of the key";
        text += leavers.Count > 0 ? $", {leavers.Count} absent re-spread pro rata" : "";
        text += joiners.Count > 0 ? $", times (1 - {SharingOutcome.Percent(Rational.Sum(joiners.Select(joiner => joiner.Value)))}) for {joiners.Count} joining" : "";
        return text + LimitSharing.Why(nation, shares, limited);
    }
}
