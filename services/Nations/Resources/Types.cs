using Summit.Nations.V1;
using Summit.Store;
using Meeting = Summit.Nations.V1.Summit;

namespace Summit.Nations.Resources;

/// <summary>The types of resources that this service stores.</summary>
internal static class Types
{
    public static readonly ResourceType<Nation> Nations = new("nations/{nation}");
    public static readonly ResourceType<Issue> Issues = new("issues/{issue}");
    public static readonly ResourceType<Position> Positions = new("nations/{nation}/positions/{position}");
    public static readonly ResourceType<Poll> Polls = new("polls/{poll}");
    public static readonly ResourceType<Meeting> Summits = new("summits/{summit}");
    public static readonly ResourceType<Decision> Decisions = new("decisions/{decision}");
    public static readonly ResourceType<Vote> Votes = new("decisions/{decision}/votes/{vote}");
    public static readonly ResourceType<Objection> Objections = new("decisions/{decision}/objections/{objection}");
    public static readonly ResourceType<Consent> Consents = new("nations/{nation}/consents/{consent}");
    public static readonly ResourceType<Mandate> Mandates = new("nations/{nation}/mandates/{mandate}");
    public static readonly ResourceType<Incident> Incidents = new("incidents/{incident}");
    public static readonly ResourceType<ResponseLadder> ResponseLadders = new("responseLadders/{response_ladder}");

    public static IReadOnlyList<ResourceType> All { get; } =
        [Nations, Issues, Positions, Polls, Summits, Decisions, Votes, Objections, Consents, Mandates, Incidents, ResponseLadders];
}
