using Summit.Hosting.Resources;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Range = Summit.Api.V1.Range;

namespace Summit.Nations.Seed;

/// <summary>A response ladder as a proposal of this model, over the monitoring figures of a published study. No incident is loaded: none is known of a ceasefire that has not begun.</summary>
internal static class ParisLadder
{
    public static void Load(Transaction transaction, SeedFiles files)
    {
        var rungs = files.Rows("ladder_rungs").ToLookup(r => r["ladder"], StringComparer.Ordinal);
        var actions = files.Rows("ladder_actions").ToLookup(r => (r["ladder"], r["rung"]));
        foreach (var row in files.Rows("response_ladders"))
        {
            transaction.Create(Types.ResponseLadders, new ResponseLadder
            {
                Name = $"responseLadders/{row["id"]}",
                DisplayName = row["display_name"],
                Decision = $"decisions/{row["decision"]}",
                Monitoring = new MonitoringSetting
                {
                    LineLengthKm = new Range { Low = row.Real("line_km_low"), Mid = row.Real("line_km_mid"), High = row.Real("line_km_high") },
                    MinBufferZoneKm = row.Real("min_buffer_zone_km"),
                    MonitorPersons = row.Number("monitor_persons"),
                    ProtectionPersons = row.Number("protection_persons"),
                },
                Source = row.Source(),
                Rungs = { rungs[row["id"]].Select(r => RungOf(r, actions[(r["ladder"], r["id"])])) },
            });
        }
    }

    private static LadderRung RungOf(SeedRow row, IEnumerable<SeedRow> actions) => new()
    {
        Id = row["id"],
        DisplayName = row["display_name"],
        Entry = new EntryRule
        {
            IncidentCount = row.Number("incident_count"),
            MinSeverity = row.Enum<Incident.Types.Severity>("min_severity"),
            WindowHours = row.Number("window_hours"),
            OneMajor = row.Flag("one_major"),
        },
        Decision = row.Has("decision") ? $"decisions/{row["decision"]}" : "",
        Question = row["question"],
        MustAgree = { row.List("must_agree").Select(n => new AffectedNation { Nation = $"nations/{n}", Role = AffectedRole.Subject }) },
        DeadlineHours = row.Has("deadline_hours") ? row.Number("deadline_hours") : 0,
        QuietHours = row.Number("quiet_hours"),
        Actions =
        {
            actions.Select(a => new LadderAction { Kind = a.Enum<LadderAction.Types.Kind>("kind"), Description = a["description"], NeedsConsent = a.Flag("needs_consent") }),
        },
    };
}
