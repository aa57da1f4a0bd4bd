using Google.Protobuf.WellKnownTypes;
using Summit.Api.V1;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Decisions.Lifecycle;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;
using Meeting = Summit.Nations.V1.Summit;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Seed;

/// <summary>
/// The meetings of February to April 2025, and proposals of this model on the topics that were discussed. No text was tabled on 17
/// February 2025, and no consent is on record.
/// </summary>
internal static class ParisSummit
{
    public static void Load(Transaction transaction, SeedFiles files, Dictionary<string, Source> sources)
    {
        var participants = files.Rows("participants").ToLookup(r => r["summit"], StringComparer.Ordinal);
        var agenda = files.Rows("agenda").ToLookup(r => r["summit"], StringComparer.Ordinal);
        foreach (var row in files.Rows("summits"))
        {
            var summit = new Meeting
            {
                Name = $"summits/{row["id"]}",
                DisplayName = row["display_name"],
                Place = row["place"],
                StartDate = row.Date("start_date"),
                Communique = row["communique"],
                Source = row.Source(),
            };
            summit.Participants.AddRange(participants[row["id"]].Select(p => new Participant
            {
                Nation = p.Has("nation") ? $"nations/{p["nation"]}" : "",
                Office = p["office"],
                Capacity = p.Enum<Participant.Types.Capacity>("capacity"),
                AlsoFor = p["also_for"],
            }));
            summit.Agenda.AddRange(agenda[row["id"]].Select(a => new AgendaItem
            {
                Title = a["title"],
                Issue = $"issues/{a["issue"]}",
                Decision = $"decisions/{a["decision"]}",
            }));
            transaction.Create(Types.Summits, summit);
        }
        LoadDecisions(transaction, files, sources);
    }

    private static void LoadDecisions(Transaction transaction, SeedFiles files, Dictionary<string, Source> sources)
    {
        var members = files.Rows("members").ToLookup(r => r["decision"], r => $"nations/{r["nation"]}", StringComparer.Ordinal);
        var actions = files.Rows("actions").ToLookup(r => r["decision"], StringComparer.Ordinal);
        foreach (var row in files.Rows("decisions"))
        {
            var state = row.Enum<State>("state");
            var tabled = Dates.StartOf(row.Date("tabled_date")!.ToDateOnly());
            var decision = new Decision
            {
                Name = $"decisions/{row["id"]}",
                DisplayName = row["display_name"],
                Text = row["text"],
                Body = row["body"],
                Summit = $"summits/{row["summit"]}",
                Issue = $"issues/{row["issue"]}",
                Rule = new DecisionRule { Kind = row.Enum<Kind>("rule"), Name = "coalition", Version = "1" },
                State = state,
                Source = sources[row["source"]],
            };
            decision.Members.AddRange(members[row["id"]].Select(nation => Member(transaction, nation)));
            decision.Actions.AddRange(actions[row["id"]].Select(a => new DecisionAction
            {
                Kind = a.Enum<DecisionAction.Types.Kind>("kind"),
                Nation = $"nations/{a["nation"]}",
                Areas = { a.List("areas") },
            }));
            if (row.Has("ceiling_persons"))
            {
                decision.CeilingPersons = row.Number("ceiling_persons");
            }
            // Every installation has the same decision, so that a consent can be prepared before installation.
            decision.Uid = $"seed-{row["id"]}";
            DecisionRules.Seal(decision, tabled);
            decision.Transitions.Add(new Transition
            {
                FromState = State.Draft,
                ToState = state,
                TransitionTime = Timestamp.FromDateTimeOffset(tabled),
                Actor = "seed",
                RuleName = decision.Rule.Name,
                RuleVersion = decision.Rule.Version,
                Statement = "Tabled in this model only: at the meeting no text was tabled and nothing was decided.",
            });
            transaction.Create(Types.Decisions, decision);
        }
    }

    private static Member Member(Transaction transaction, string nation) => new()
    {
        Nation = nation,
        Population = transaction.Get(Types.Nations, nation).Populations.MaxBy(p => p.Year)!.Persons,
    };
}
