using Google.Protobuf.WellKnownTypes;
using Summit.Api.V1;
using Summit.Nations.V1;
using Severity = Summit.Nations.V1.Incident.Types.Severity;
using Verification = Summit.Nations.V1.Incident.Types.Verification;

namespace Summit.Nations.Tests.ResponseLadders;

/// <summary>Worked examples: incidents by the hour from one start, and ladders. None of them is a report of a real event.</summary>
internal static class Ladders
{
    public static DateTimeOffset Start { get; } = new(2025, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Hour(double hour) => Start.AddHours(hour);

    public static Incident At(double hour, Severity severity = Severity.Serious, Verification verification = Verification.Observed, string? id = null) => new()
    {
        Name = $"incidents/{id ?? $"h{(int)(hour * 60)}-{severity.ToString().ToLowerInvariant()}"}",
        Sector = "north",
        EventTime = Timestamp.FromDateTimeOffset(Hour(hour)),
        Kind = Incident.Types.Kind.Shelling,
        Severity = severity,
        Reporter = "monitoring mission",
        Verification = verification,
    };

    public static LadderRung Rung(string id, int count, int windowHours, int quietHours = 0, Severity least = Severity.Serious, bool oneMajor = false) => new()
    {
        Id = id,
        DisplayName = id,
        Entry = new EntryRule { IncidentCount = count, MinSeverity = least, WindowHours = windowHours, OneMajor = oneMajor },
        QuietHours = quietHours,
    };

    public static ResponseLadder Of(params LadderRung[] rungs) => new() { DisplayName = "worked example", Rungs = { rungs } };

    public static Source Source { get; } = new() { Title = "worked example", Publisher = "tests", Confidence = Confidence.Assumed, PublishDate = new Google.Type.Date { Year = 2025, Month = 5, Day = 2 } };
}
