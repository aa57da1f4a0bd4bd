using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "fixed key".</summary>
internal static class KeySharing
{
    public static void Check(KeyRule rule, string path, Faults faults)
    {
        faults.When(rule.CostKey.Length > 0 == rule.InlineKey is not null, path, "exactly one of cost_key and inline_key is allowed");
        if (rule.InlineKey is { } key)
        {
            CostKeys.Check(key, $"{path}.inline_key", faults);
        }

        faults.CheckOnce(rule.Joiners.Select(joiner => joiner.Nation), $"{path}.joiners");
        for (var i = 0; i < rule.Joiners.Count; i++)
        {
            faults.When(
                rule.Joiners[i].Value >= 100,
                $"{path}.joiners[{i}].value",
                $"{rule.Joiners[i].Value} leaves nothing for the others; allowed is 0 to below 100 percent");
        }

        LimitSharing.Check(rule.Limits, $"{path}.limits", faults);
    }

    public static async Task<SharingOutcome> RunAsync(KeyRule rule, SharingCall call, string path)
    {
        var key = rule.InlineKey ?? await call.Held.GetAsync(BudgetResources.CostKeys, rule.CostKey);
        var entries = key.Entries.Select(entry => new NationValue(entry.Nation, Rational.FromWire(entry.Value))).ToList();
        var members = entries.Select(entry => entry.Nation).ToHashSet(StringComparer.Ordinal);
        var joiners = rule.Joiners.Select(joiner => new NationValue(joiner.Nation, Rational.FromWire(joiner.Value) / 100)).ToList();
        CheckMembers(rule, call, path, members);

        var named = call.Request.Nations;
        var leavers = rule.Leavers.Concat(named.Count == 0 ? [] : members.Except(named)).ToHashSet(StringComparer.Ordinal);
        if (Rational.Sum(entries.Where(entry => !leavers.Contains(entry.Nation)).Select(entry => entry.Value)).IsZero)
        {
            throw new InvalidFieldsException(path, "nobody with a share is left in the key; name at least one nation that has one");
        }

        var shares = Keys.Apply(entries, leavers, joiners);
        var limited = LimitSharing.Apply(rule.Limits, shares, $"{path}.limits");
        var name = FactBook.NameOf(key.Name, $"{path}.inline_key");
        call.Facts.Use(name, $"cost key {key.DisplayName} {key.Version}".TrimEnd(), $"{entries.Count} entries", key.Source);
        return new(Describe(key, name), limited, nation => Why(nation, key, leavers, joiners, shares, limited));
    }

    private static void CheckMembers(KeyRule rule, SharingCall call, string path, HashSet<string> members)
    {
        var faults = new Faults();
        foreach (var nation in rule.Leavers.Where(nation => !members.Contains(nation)))
        {
            faults.When(true, $"{path}.leavers", $"\"{nation}\" is not in the key; allowed are its members");
        }

        foreach (var joiner in rule.Joiners.Where(joiner => members.Contains(joiner.Nation)))
        {
            faults.When(true, $"{path}.joiners", $"\"{joiner.Nation}\" is in the key already; allowed are nations that are not");
        }

        faults.ThrowIfAny();
        var missing = call.Request.Nations.Where(nation => !members.Contains(nation) && rule.Joiners.All(joiner => joiner.Nation != nation)).ToList();
        Missing.ThrowIfAny(missing.Select(nation => ($"{nation} in {FactBook.NameOf(rule.CostKey, path)}", "the key has no entry for this nation; add it as a joiner or leave it out")));
    }

    private static string Describe(CostKey key, string name)
    {
        var days = (Days.Of(key.StartDate), Days.Of(key.EndDate));
        var force = days is (null, null) ? "" : $", in force {days.Item1:yyyy-MM-dd} to {days.Item2:yyyy-MM-dd}";
        return $"fixed key {name}{(key.Version.Length > 0 ? $", version {key.Version}" : "")}{force}";
    }

    private static string Why(
        string nation, CostKey key, HashSet<string> leavers, List<NationValue> joiners, IReadOnlyList<NationValue> shares, IReadOnlyList<NationValue> limited)
    {
        var own = key.Entries.FirstOrDefault(entry => entry.Nation == nation);
        var text = own is null
            ? $"joins with {SharingOutcome.Percent(joiners.First(joiner => joiner.Nation == nation).Value)}"
            : $"{(key.Kind == CostKey.Types.Kind.Percent ? $"{own.Value} %" : $"weight {own.Value}")} of the key";
        text += leavers.Count > 0 && own is not null ? $", {leavers.Count} absent re-spread pro rata" : "";
        text += joiners.Count > 0 && own is not null ? $", times (1 - share) for {joiners.Count} joining" : "";
        return text + LimitSharing.Why(nation, shares, limited);
    }
}
