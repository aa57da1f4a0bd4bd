using Google.Protobuf.WellKnownTypes;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>Where the response ladder stands. The ladder starts nothing.</summary>
internal static class LadderBlock
{
    public static Block Of(AssessDeploymentResponse answer, Names names) => Sections.Of("Response ladder", [answer.ResponseLadder?.State], () => Parts(answer.ResponseLadder!.Evaluation, names));

    private static IEnumerable<Part> Parts(EvaluateLadderResponse ladder, Names names)
    {
        yield return new Prose($"{ladder.DisplayName}. {names.In(ladder.Sentence)}");
        yield return new Tabular(
            ["Rung", "Incidents", "State"],
            [.. ladder.Rungs.Select(r => (IReadOnlyList<string>)[r.DisplayName, r.Required > 0 ? $"{r.Counted} of {r.Required}" : $"{r.Counted}", State(r)])]);
        if (ladder.Actions.Count > 0)
        {
            yield return new Prose($"{ladder.Question}.{(ladder.Deadline is null ? "" : $" Answers are due by {Time(ladder.Deadline)}{(ladder.DeadlineMissed ? ", which has passed" : "")}.")}");
            yield return new Tabular(
                ["Action", "Kind", "State"],
                [.. ladder.Actions.Select(a => (IReadOnlyList<string>)[a.Description, Words.Plain(a.Kind), Words.Plain(a.State)])]);
            yield return new Tabular(
                ["Consent of", "As", "Given"],
                [.. ladder.Consents.Select(c => (IReadOnlyList<string>)[names.Of(c.Nation), Words.Plain(c.Role), c.Assumed ? "taken as given" : c.Given ? "yes" : $"no: {names.In(c.WhyMissing)}"])]);
        }
    }

    private static string State(RungState rung) => rung.Reached ? $"reached since {Time(rung.EnteredTime)}, held until {Time(rung.HeldUntilTime)}" : "not reached";

    private static string Time(Timestamp time) => $"{time.ToDateTime():yyyy-MM-dd HH:mm} UTC";
}
