using Summit.Api.V1;
using Summit.Logistics.V1;
using Date = Google.Type.Date;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>Standing commitments count by their dates in the rotation of an assessment. A host set of its own: it writes.</summary>
public sealed class CommitmentDatesTests(Services services) : IClassFixture<Services>
{
    private const string Unit = "nations/FRA/forceElements/fra-04";
    private static readonly Source Source = new() { Title = "Statement", Publisher = "Test", PublishDate = new Date { Year = 2025, Month = 2, Day = 10 }, Confidence = Confidence.Checked };

    [Fact]
    public async Task AssessDeployment_CommitmentOfAUnit_BindsItInItsMonthsOnly()
    {
        var free = await ToursAsync();
        // C-day is 20 May 2025. Months 0 to 4 end on 19 October.
        await services.StandingCommitments.CreateStandingCommitmentAsync(
            new CreateStandingCommitmentRequest
            {
                Parent = "nations/FRA",
                StandingCommitmentId = "task",
                StandingCommitment = new()
                {
                    Kind = StandingCommitment.Types.Kind.Mission,
                    DisplayName = "task",
                    ForceElements = { Unit },
                    EndDate = new Date { Year = 2025, Month = 10, Day = 19 },
                    Source = Source,
                    PublishState = PublishState.Published,
                },
            },
            services.DelegateOf("FRA"));
        var until = await ToursAsync();
        var task = await services.StandingCommitments.GetStandingCommitmentAsync(new GetStandingCommitmentRequest { Name = "nations/FRA/standingCommitments/task" });
        task.EndDate = null;
        await services.StandingCommitments.UpdateStandingCommitmentAsync(
            new UpdateStandingCommitmentRequest { StandingCommitment = task, UpdateMask = new() { Paths = { "end_date" } } }, services.DelegateOf("FRA"));
        var always = await ToursAsync();

        Assert.Contains(free, t => t.FirstMonth == 0);
        Assert.NotEmpty(until);
        Assert.All(until, t => Assert.True(t.FirstMonth >= 5));
        Assert.Empty(always);
    }

    private async Task<IReadOnlyList<PlannedTour>> ToursAsync() =>
        [.. (await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { ForceOption = "forceOptions/iiss-small" }, Services.Patient)).Cases[0].Rotation.Lines.SelectMany(l => l.Tours).Where(t => t.ForceElement == Unit)];
}
