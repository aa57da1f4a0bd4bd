using Summit.Api.V1;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>Consents to the decision that the assessments ask for.</summary>
internal static class SampleConsents
{
    public const string Decision = "decisions/paris-2025-reassurance-force";

    /// <summary>A published yes of 17 February 2025.</summary>
    /// <param name="nation">Name of the nation.</param>
    /// <param name="role">Why it is asked.</param>
    /// <param name="digest">Digest of the decision.</param>
    public static CreateConsentRequest Yes(string nation, AffectedRole role, string digest) => new()
    {
        Parent = nation,
        ConsentId = $"force-{role.ToString().ToLowerInvariant()}",
        Consent = new Consent
        {
            Decision = Decision,
            DecisionDigest = digest,
            Role = role,
            ConsentDate = new Date { Year = 2025, Month = 2, Day = 17 },
            Statement = "Yes.",
            PublishState = PublishState.Published,
        },
    };
}
