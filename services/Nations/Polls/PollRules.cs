using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Polls;

/// <summary>Validates a poll before it is stored.</summary>
internal sealed class PollRules : ResourceRules<Poll>
{
    public override void OnCreate(WriteContext write, Poll resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, Poll current, Poll next) => Check(write, next);

    private static void Check(WriteContext write, Poll poll)
    {
        var violations = new Violations();
        violations.Require(poll.Nation.Length > 0, "poll.nation", "is required: which nation was polled");
        References.Check(write.Transaction, Types.Nations, poll.Nation, "poll.nation", violations);
        References.Check(write.Transaction, Types.Issues, poll.Issue, "poll.issue", violations);
        violations.Require(poll.Population.Length > 0, "poll.population", "is required: who was asked, for example adults");
        violations.Require(poll.Source is not null, "poll.source", "is required");
        References.CheckPublished(write, poll.Source, "poll.source", violations);
        CheckField(write, poll, violations);
        Check(poll, "poll", violations);
        violations.ThrowIfAny();
    }

    // A poll cannot be published before its first question is asked, and its questions cannot be asked after today.
    private static void CheckField(WriteContext write, Poll poll, Violations violations)
    {
        var today = write.Now.Day();
        violations.Require(
            !(poll.FieldStartDate.TryDay() > today), "poll.field_start_date", $"{poll.FieldStartDate.TryDay():yyyy-MM-dd} is in the future; it must be today, {today:yyyy-MM-dd}, or earlier");
        References.CheckOrder(poll.FieldStartDate, poll.Source?.PublishDate, "field_start_date", "poll.source.publish_date", violations);
    }

    /// <summary>Reports violations in a poll, stored or inline.</summary>
    public static void Check(Poll poll, string field, Violations violations)
    {
        // The sum is exact, so that 33.3 + 33.3 + 32.4 is exactly 99.
        var numbers = poll.Answers.Select(a => a.Percent).Where(double.IsFinite).ToList();
        var sum = numbers.Aggregate(default(Rational), (total, percent) => total + Rational.FromWire(percent));
        violations.Require(
            numbers.Count < poll.Answers.Count || (sum.CompareTo(new Rational(99, 1)) >= 0 && sum.CompareTo(new Rational(101, 1)) <= 0),
            $"{field}.answers", $"sum to {sum.ToDouble()} percent; they must sum to 100 within 1");
        violations.RequireDistinct(poll.Answers.Select(a => a.Answer), i => $"{field}.answers[{i}].answer");
        var (start, end) = (poll.FieldStartDate.TryDay(), poll.FieldEndDate.TryDay());
        violations.Require(!(start > end), $"{field}.field_start_date", $"{start:O} is after field_end_date {end:O}");
    }
}
