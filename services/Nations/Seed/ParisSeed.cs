using Summit.Api.V1;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Approval = Summit.Nations.V1.ParliamentRule.Types.Approval;

namespace Summit.Nations.Seed;

/// <summary>The Paris 2025 scenario: nations, issues, positions and polls. Summits and decisions come from their own tables.</summary>
internal sealed class ParisSeed : ISeed
{
    private static readonly string[] Reported = ["support", "oppose", "undecided"];

    public string Name => "paris-2025";

    public void Load(Transaction transaction)
    {
        var files = new SeedFiles(typeof(ParisSeed).Assembly, "Summit.Nations.Seed.paris-2025");
        var sources = files.Rows("sources").ToDictionary(r => r["id"], r => r.Source(), StringComparer.Ordinal);
        LoadNations(transaction, files, sources);
        foreach (var row in files.Rows("issues"))
        {
            transaction.Create(Types.Issues, new Issue
            {
                Name = $"issues/{row["id"]}",
                DisplayName = row["display_name"],
                Question = row["question"],
                LowEnd = row["low_end"],
                HighEnd = row["high_end"],
            });
        }
        foreach (var row in files.Rows("positions"))
        {
            transaction.Create(Types.Positions, PositionOf(row));
        }
        foreach (var row in files.Rows("polls"))
        {
            transaction.Create(Types.Polls, PollOf(row));
        }
        ParisSummit.Load(transaction, files, sources);
        ParisLadder.Load(transaction, files);
    }

    private static void LoadNations(Transaction transaction, SeedFiles files, Dictionary<string, Source> sources)
    {
        var parliaments = files.Rows("parliament_rules").ToDictionary(r => r["nation"], ParliamentRuleOf, StringComparer.Ordinal);
        var memberships = files.Rows("memberships").ToLookup(r => r["nation"], StringComparer.Ordinal);
        foreach (var row in files.Rows("nations"))
        {
            var nation = new Nation
            {
                Name = $"nations/{row["code"]}",
                DisplayName = row["name"],
                CurrencyCode = row["currency"],
                Source = sources["names"],
                ParliamentRule = parliaments.GetValueOrDefault(row["code"]),
            };
            nation.Memberships.AddRange(memberships[row["code"]].Select(m => new Membership
            {
                Organisation = m["organisation"],
                StartDate = m.Date("start_date"),
                EndDate = m.Date("end_date"),
            }));
            if (row.Has("population_persons"))
            {
                nation.Populations.Add(new Population { Year = row.Number("population_year"), Persons = row.Number("population_persons"), Source = sources["population"] });
            }
            transaction.Create(Types.Nations, nation);
        }
    }

    private static ParliamentRule ParliamentRuleOf(SeedRow row)
    {
        var rule = new ParliamentRule
        {
            Approval = row.Enum<Approval>("approval"),
            LegalBasis = row["legal_basis"],
            Approver = row["approver"],
            TimeLimit = row["time_limit"],
            Exceptions = row["exceptions"],
            HostApprover = row["host_approver"],
            HostLegalBasis = row["host_legal_basis"],
            Source = row.Source(),
        };
        if (row.Has("host_confidence"))
        {
            rule.HostSource = row.Source();
            (rule.HostSource.Confidence, rule.HostSource.Locator) = (row.Enum<Confidence>("host_confidence"), row["host_locator"]);
        }
        return rule;
    }

    private static Position PositionOf(SeedRow row) => new()
    {
        Name = $"nations/{row["nation"]}/positions/{row["id"]}",
        Issue = $"issues/{row["issue"]}",
        Actor = row["actor"],
        Stance = row.Enum<Stance>("stance"),
        Summary = row["summary"],
        PositionDate = row.Date("position_date"),
        Source = row.Source(),
        PublishState = PublishState.Published,
    };

    private static Poll PollOf(SeedRow row)
    {
        var poll = new Poll
        {
            Name = $"polls/{row["id"]}",
            Nation = $"nations/{row["nation"]}",
            Population = row["population"],
            Question = row["question"],
            SampleCount = row.Has("sample_count") ? row.Number("sample_count") : 0,
            FieldStartDate = row.Date("field_start_date"),
            FieldEndDate = row.Date("field_end_date"),
            Pollster = row["pollster"],
            Issue = "issues/troop-deployment",
            Source = row.Source(),
        };
        var unreported = Rational.Hundred;
        foreach (var answer in Reported.Where(a => row.Has($"{a}_percent")))
        {
            poll.Answers.Add(new PollAnswer { Answer = answer, Percent = row.Real($"{answer}_percent") });
            unreported -= row.Exact($"{answer}_percent");
        }
        if (unreported.Sign > 0)
        {
            poll.Answers.Add(new PollAnswer { Answer = "not reported", Percent = unreported.ToDisplay() });
        }
        return poll;
    }
}
