using Summit.Api.V1;
using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.Seed;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;
using Status = Summit.Nations.V1.Mandate.Types.Status;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>A nation sends no more than its parliament approved, and not after that: in what is taken, counted, moved, rotated and costed. Each case has
/// services of its own: it writes an approval, and the order of the cases is not fixed.</summary>
public sealed class CeilingTests : IAsyncLifetime
{
    private readonly Services _services = new();

    private const long Ceiling = 3_000;
    private static readonly DateOnly Day = new(2025, 2, 17);

    public ValueTask InitializeAsync() => _services.InitializeAsync();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task AssessDeployment_MandateWithCeiling_TheForceKeepsToItEverywhere()
    {
        var before = await AskAsync();
        await ApproveAsync("ceiling", m => m.CeilingPersons = Ceiling);

        var answer = await AskAsync();

        Assert.True(Taken(before.Cases[0]) > Ceiling, "the ceiling binds nothing; it proves nothing");
        var france = answer.Contributions.Contributions.Single(c => c.Nation == "nations/FRA");
        Assert.Equal((Group.Offers, Ceiling), (france.Group, france.CeilingPersons));
        Assert.Contains("At most 3,000 persons: the approval of Assemblee nationale", france.Reason, StringComparison.Ordinal);
        Assert.InRange(france.SustainablePersons, 1, Ceiling);
        foreach (var one in answer.Cases)
        {
            Assert.InRange(Taken(one), 1, Ceiling);
            Assert.Equal(one.Strength.ForcePersons, one.Movement.Persons);
            Assert.Equal(one.Strength.ForcePersons, one.Rotation.Lines.Sum(l => l.RequiredPersons));
            Assert.Equal(one.Strength.ForcePersons, one.Strength.Lines.Sum(l => l.FilledPersons.Mid));
            Assert.All(one.Strength.Lines, l => Assert.True(l.FilledPersons.Low <= l.FilledPersons.Mid && l.FilledPersons.Mid <= l.FilledPersons.High));
        }

        // Under no posture, and with every unit that could be sent, more than France's 3,000 and all that Britain has.
        var britain = ParisSeed.ForceElements().Where(e => e.Name.StartsWith("nations/GBR/", StringComparison.Ordinal)).Sum(e => e.Persons);
        Assert.True(answer.Cases[0].Strength.OnRecord.CouldOfferPersons.High <= Ceiling + britain);
        Assert.True(answer.Cases[0].Rotation.SustainablePersons.High <= Ceiling + britain);
        Assert.Equal(answer.Cases[0].Strength.ForcePersons, answer.Cost.Persons);
        var ceiling = Assert.Single(answer.Cases[0].Strength.BindingCeilings);
        Assert.Equal(("nations/FRA", Ceiling), (ceiling.Nation, ceiling.CeilingPersons));
        Assert.Contains(answer.VerdictReasons, r => r.Kind == VerdictReason.Types.Kind.StrengthShort && r.Sentence.Contains("nations/FRA may send at most 3,000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AssessDeployment_MandateWithCeiling_NoMonthOfTheRotationExceedsIt()
    {
        const int most = 6_000;
        var request = new AssessDeploymentRequest { OverlapMonths = 1 };
        var before = await AskAsync(request);
        await ApproveAsync("rotation", m => m.CeilingPersons = most);

        var answer = await AskAsync(request);

        Assert.Contains(before.Cases, c => French(c).Any(p => p > most));
        Assert.All(answer.Cases, c => Assert.All(French(c), p => Assert.InRange(p, 0, most)));
        Assert.Contains(answer.Cases, c => French(c).Any(p => p == most));
        Assert.All(answer.Cases.SelectMany(c => c.Rotation.Lines), l => Assert.All(
            l.InPlacePersons.Index(), m => Assert.Equal(m.Item, l.Tours.Where(t => m.Index >= t.FirstCountedMonth && m.Index < t.EndMonth).Sum(t => t.Persons))));
    }

    [Theory]
    [InlineData(0, Group.WouldOfferIfApproved)]
    [InlineData(91, Group.WouldOfferIfApproved)]
    [InlineData(92, Group.Offers)] // C-day, 20 May
    public async Task AssessDeployment_ApprovalEndsBeforeCDay_IsNone(int days, Group expected)
    {
        await ApproveAsync($"ends-{days}", m => m.EndDate = Day.AddDays(days).ToDate());

        var answer = await AskAsync();

        var france = answer.Contributions.Contributions.Single(c => c.Nation == "nations/FRA");
        Assert.Equal(expected, france.Group);
        Assert.Contains($"{Day.AddDays(days):yyyy-MM-dd}", france.Reason, StringComparison.Ordinal);
        Assert.Equal(expected == Group.Offers, Taken(answer.Cases[0]) > 0);
    }

    [Fact]
    public async Task AssessDeployment_ParliamentRefused_NobodyIsSent()
    {
        await ApproveAsync("refused", m => m.Status = Status.Refused);

        var answer = await AskAsync();

        Assert.Equal(Group.Refuses, answer.Contributions.Contributions.Single(c => c.Nation == "nations/FRA").Group);
        Assert.All(answer.Cases, c => Assert.Equal(0, Taken(c)));
    }

    [Fact]
    public async Task AssessDeployment_BreakIfApproved_IsOfTheForceThatCouldBeRaisedThen()
    {
        foreach (var one in (await _services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { Nations = { "nations/NLD", "nations/SWE" } }, Services.Patient)).Cases)
        {
            // Nobody offers: there is no force. Two would offer: what they could raise is kept for some months, not "cannot be raised".
            Assert.Equal((0, 0), (one.Strength.ForcePersons, one.Rotation.FirstBreakMonth));
            Assert.True(one.Strength.IfApproved.SustainablePersons > 0);
            Assert.True(!one.Rotation.HasFirstBreakMonthIfApproved || one.Rotation.FirstBreakMonthIfApproved > 0, $"month {one.Rotation.FirstBreakMonthIfApproved}");
        }
    }

    private static long Taken(PostureCase one) => one.Strength.UnitsTaken.Where(u => NationNames.NationOf(u.ForceElement) == "nations/FRA").Sum(u => u.Persons);

    /// <summary>French troops present by month, over all lines, also those who take over.</summary>
    private static IEnumerable<long> French(PostureCase one) => Enumerable.Range(0, 24).Select(month => one.Rotation.Lines.SelectMany(l => l.Tours)
        .Where(t => NationNames.NationOf(t.ForceElement) == "nations/FRA" && month >= t.FirstMonth && month < t.EndMonth).Sum(t => t.Persons));

    private async Task<AssessDeploymentResponse> AskAsync(AssessDeploymentRequest? request = null) =>
        await _services.Assessments.AssessDeploymentAsync(request ?? new AssessDeploymentRequest(), Services.Patient);

    // A later mandate replaces the earlier ones: each test has its own word last.
    private async Task ApproveAsync(string id, Action<Mandate> set)
    {
        var mandate = new Mandate
        {
            Decision = "decisions/paris-2025-reassurance-force",
            Authority = "Assemblee nationale",
            Status = Status.Approved,
            ApprovalDate = Day.ToDate(),
            Source = new Source { Title = "Vote", Publisher = "Test", PublishDate = Day.ToDate() },
            PublishState = PublishState.Published,
        };
        set(mandate);
        await _services.Mandates.CreateMandateAsync(new CreateMandateRequest { Parent = "nations/FRA", MandateId = id, Mandate = mandate }, _services.DelegateOf("FRA"));
    }
}
