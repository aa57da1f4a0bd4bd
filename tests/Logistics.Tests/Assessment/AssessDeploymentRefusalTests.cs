using Google.Type;
using Grpc.Core;
using Summit.Client;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>Questions that cannot be answered, and what the caller is told.</summary>
public sealed class AssessDeploymentRefusalTests(Services services) : IClassFixture<Services>
{
    [Fact]
    public async Task AssessDeployment_IssueOfAnotherDecision_IsRefused()
    {
        var error = await FailsAsync(new AssessDeploymentRequest { Issue = "issues/defence-spending" });

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal("issue", Assert.Single(error.Violations).Field);
    }

    [Fact]
    public async Task AssessDeployment_EverythingWrong_NamesEveryField()
    {
        var request = new AssessDeploymentRequest
        {
            StrengthPersons = -5,
            TourMonths = 3,
            OverlapMonths = 4,
            Nations = { "nations/FRA", "nations/XXX" },
            Payers = { "nations/ZZZ" },
            CeasefireDate = new Date { Year = 2025, Month = 1, Day = 1 },
            ReadyByDate = new Date { Year = 2025, Month = 1, Day = 5 },
        };

        var error = await FailsAsync(request);

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(
            ["ceasefire_date", "nations[1]", "overlap_months", "payers[0]", "ready_by_date", "strength_persons"],
            error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
        Assert.Contains("-5", error.Violations.Single(v => v.Field == "strength_persons").Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssessDeployment_AsOfBeforeTheFirstFact_OutOfRangeWithTheRange()
    {
        var error = await FailsAsync(new AssessDeploymentRequest { AsOf = new Date { Year = 2020, Month = 1, Day = 1 } });

        Assert.Equal(StatusCode.OutOfRange, error.StatusCode);
        Assert.Equal("OUT_OF_RANGE", error.Reason);
        Assert.Equal("2024-03-01", error.Facts["from"]);
    }

    [Fact]
    public async Task AssessDeployment_UnknownDecision_NotFound() =>
        Assert.Equal(StatusCode.NotFound, (await FailsAsync(new AssessDeploymentRequest { Decision = "decisions/none" })).StatusCode);

    private async Task<SummitRpcException> FailsAsync(AssessDeploymentRequest request) =>
        SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await services.Assessments.AssessDeploymentAsync(request, Services.Patient)));
}
