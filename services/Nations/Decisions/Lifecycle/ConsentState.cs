using Summit.Kernel;
using Summit.Nations.Consents;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>The consents that a decision needs, as they stand inside a transaction: nobody can change them before its commit.</summary>
/// <param name="Given">Names of the consents that hold.</param>
/// <param name="Missing">Nations without one, and why, one entry per role.</param>
internal sealed record ConsentState(IReadOnlyList<string> Given, IReadOnlyList<(string Nation, string Why)> Missing)
{
    public IEnumerable<string> MissingNations => Missing.Select(m => m.Nation);

    public static ConsentState Of(Transaction transaction, Decision decision)
    {
        var today = transaction.Now.Day();
        var given = new List<string>();
        var missing = new List<(string, string)>();
        foreach (var need in ConsentRules.NeedsOf(decision))
        {
            var onRecord = transaction.List(Types.Consents, need.Nation).Where(c => !c.Expired).ToList();
            if (ConsentRules.Holding(need, onRecord, today) is { } consent)
            {
                given.Add(consent.Name);
            }
            else
            {
                missing.Add((need.Nation, $"consent as {need.Role.ToString().ToUpperInvariant()} to {decision.Name} is not on record and in force"));
            }
        }
        return new ConsentState([.. given.Distinct()], missing);
    }
}
