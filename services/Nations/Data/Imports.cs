using Google.Protobuf;
using Summit.Import;
using Summit.Import.Cells;
using Summit.Import.Layouts;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Data;

/// <summary>What this area imports: lists of positions, polls and its other types.</summary>
internal static class Imports
{
    private const string NotReported = "not reported";
    private static readonly (string Answer, string[] Headers)[] Answers =
    [
        ("support", ["support_percent", "support_pct", "support"]),
        ("oppose", ["oppose_percent", "oppose_pct", "oppose"]),
        ("undecided", ["undecided_percent", "undecided_pct", "undecided", "dont_know_pct"]),
    ];

    public static IServiceCollection AddNationsImport(this IServiceCollection services) => services.AddImport(
        Types.All, [Types.Positions], [], new Dictionary<ResourceType, ListTerms>
        {
            [Types.Positions] = new()
            {
                IdOf = resource => resource is Position { PositionDate.Year: > 0 } position ? Ids.Of($"{position.PositionDate.TryDay():yyyy-MM-dd}-{position.Issue.Split('/')[^1]}") : "",
                Headers = new Dictionary<string, Alias> { ["date"] = "position_date", ["topic"] = "issue", ["speaker"] = "actor", ["statement"] = "summary" },
                Words = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    ["stance"] = new Dictionary<string, string>
                    {
                        ["for"] = "SUPPORT",
                        ["yes"] = "SUPPORT",
                        ["conditional"] = "SUPPORT_WITH_CONDITIONS",
                        ["against"] = "OPPOSE",
                        ["no"] = "OPPOSE",
                        ["open"] = "UNDECIDED",
                    },
                },
            },
            [Types.Polls] = new()
            {
                Headers = new Dictionary<string, Alias>
                {
                    ["group"] = "population",
                    ["sample"] = "sample_count",
                    ["fielded_date"] = "field_end_date",
                    ["fielded_from"] = "field_start_date",
                    ["fielded_to"] = "field_end_date",
                    ["topic"] = "issue",
                },
                CompleteHeaders = [.. Answers.SelectMany(answer => answer.Headers)],
                Complete = CompletePoll,
            },
        });

    // A list has a column an answer. What no answer takes of 100 percent was not reported.
    private static void CompletePoll(IMessage resource, Func<string, string> cell, ISet<string> fields)
    {
        var poll = (Poll)resource;
        if (poll.Answers.Count > 0)
        {
            return;
        }

        var rest = Rational.Hundred;
        foreach (var (answer, headers) in Answers)
        {
            if (headers.Select(cell).FirstOrDefault(text => !Marks.IsMissing(text)) is { } text && NumberForm.Of([text]).TryRead(text, out _) is { } percent)
            {
                poll.Answers.Add(new PollAnswer { Answer = answer, Percent = percent.ToDisplay() });
                rest -= percent;
            }
        }

        if (poll.Answers.Count > 0)
        {
            fields.Add("answers");
            if (rest.Sign > 0)
            {
                poll.Answers.Add(new PollAnswer { Answer = NotReported, Percent = rest.ToDisplay() });
            }
        }
    }
}
