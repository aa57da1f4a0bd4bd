using Date = Google.Type.Date;

namespace Summit.Gateway.Tests.History;

/// <summary>The resources that clients work on: few, so that they meet.</summary>
internal sealed class WorkNames(Date lastDay, string digest)
{
    public const string Issue = "issues/troop-deployment";
    public const string Decision = "decisions/paris-2025-reassurance-force";

    /// <summary>Stands in everything a delegation writes, before its nation; an error that shows it to another nation tells too much.</summary>
    public const string SaidBy = "said by ";

    /// <summary>Items of a list's page.</summary>
    public const int Page = 20;

    private const int Positions = 5;
    private const int Consents = 6;
    private static readonly string[] Nations = ["FRA", "POL"];
    private readonly int[] _consents = new int[Nations.Length];
    private int _words;

    /// <summary>The day whose end passes during the run.</summary>
    public Date LastDay { get; } = lastDay;

    /// <summary>Digest of the decision's content, which every consent names.</summary>
    public string Digest { get; } = digest;

    public static string AnyNation(Random random) => Nations[random.Next(Nations.Length)];

    public static string Position(string nation, Random random) => $"{nation}/positions/h-{random.Next(Positions)}";

    /// <summary>One of the latest consents: what was published stays on record, so new ones are needed again and again.</summary>
    public string Consent(string nation, Random random) =>
        Name(nation, Math.Max(0, Volatile.Read(ref _consents[Place(nation)]) - random.Next(Consents)));

    public string NextConsent(string nation) => Name(nation, Interlocked.Increment(ref _consents[Place(nation)]));

    public int Next() => Interlocked.Increment(ref _words);

    // Later ones sort first, and so stand on the first page.
    private static string Name(string nation, int number) => $"{nation}/consents/h-{99_999 - number:00000}";

    private static int Place(string nation) => Array.IndexOf(Nations, nation["nations/".Length..]);
}
