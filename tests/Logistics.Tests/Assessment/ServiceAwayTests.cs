using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Summit.Logistics.V1;
using Availability = Summit.Logistics.V1.SectionState.Types.Availability;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>With a service away its sections say so, the verdict is that inputs are unknown, and nothing is zero.</summary>
public sealed class ServiceAwayTests(Services services) : IClassFixture<Services>
{
    [Fact]
    public async Task AssessDeployment_BudgetsAway_OnlyTheCostIsUnknown()
    {
        var logistics = await services.LogisticsWithAsync("without-budgets", services.NationsAddress, Services.Nobody);

        var answer = await logistics.AssessDeploymentAsync(new AssessDeploymentRequest(), Services.Patient);

        Assert.Equal(Verdict.UnknownInputs, answer.Verdict);
        Assert.Equal(Availability.Unavailable, answer.Cost.State.Availability);
        Assert.Equal("summit.budgets.v1", answer.Cost.State.Service);
        Assert.Null(answer.Cost.Full);
        Assert.Equal(Availability.Available, answer.Permission.State.Availability);
        Assert.All(answer.Cases, c => Assert.Equal(Availability.Available, c.Movement.State.Availability));
        Assert.Contains("summit.budgets.v1", answer.VerdictReasons[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(["summit.logistics.v1", "summit.nations.v1"], answer.Revisions.Select(r => r.Service));
    }

    [Fact]
    public async Task AssessDeployment_NationsAway_EverythingThatNeedsItIsUnknown()
    {
        var logistics = await services.LogisticsWithAsync("without-nations", Services.Nobody, services.BudgetsAddress);

        var answer = await logistics.AssessDeploymentAsync(new AssessDeploymentRequest { Payers = { "nations/FRA", "nations/GBR" } }, Services.Patient);

        Assert.Equal(Verdict.UnknownInputs, answer.Verdict);
        Assert.Equal(Availability.Unavailable, answer.Permission.State.Availability);
        Assert.Equal(Availability.Unavailable, answer.Contributions.State.Availability);
        Assert.All(answer.Cases, c => Assert.Null(c.Strength.OnRecord));
        Assert.All(answer.Cases, c => Assert.Equal(Verdict.UnknownInputs, c.Verdict));
        Assert.Equal(Availability.Available, answer.Cost.State.Availability);
        Assert.NotEmpty(answer.Cost.Shares);
    }

    [Theory]
    [InlineData("summit.nations.v1")]
    [InlineData("summit.budgets.v1")]
    public async Task AssessDeployment_ServiceThatNeverAnswers_TheRestIsToldWithinTheDeadline(string silent)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0); // Connections are accepted by the system and nobody ever reads from them.
        listener.Start();
        var nobody = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var logistics = await services.LogisticsWithAsync(
            $"silent-{silent}", silent == "summit.nations.v1" ? nobody : services.NationsAddress, silent == "summit.budgets.v1" ? nobody : services.BudgetsAddress);

        // The call would fail if the service were waited for until its deadline.
        var answer = await logistics.AssessDeploymentAsync(
            new AssessDeploymentRequest { Payers = { "nations/FRA", "nations/GBR" } }, new CallOptions(deadline: DateTime.UtcNow.AddSeconds(15)));

        var away = silent == "summit.nations.v1" ? answer.Permission.State : answer.Cost.State;
        Assert.Equal((Availability.Unavailable, silent), (away.Availability, away.Service));
        Assert.Equal(Verdict.UnknownInputs, answer.Verdict);
        Assert.Equal(silent == "summit.nations.v1", answer.Cost.State.Availability == Availability.Available);
        Assert.Null(silent == "summit.nations.v1" ? answer.Cases[0].Strength.OnRecord : answer.Cost.Full);
    }

    [Fact]
    public async Task AssessDeployment_NationsAwayAndNoPayersNamed_NobodyIsMadeToPay()
    {
        var logistics = await services.LogisticsWithAsync("without-nations-and-payers", Services.Nobody, services.BudgetsAddress);

        var answer = await logistics.AssessDeploymentAsync(new AssessDeploymentRequest(), Services.Patient);

        Assert.Equal("summit.nations.v1", answer.Cost.State.Service);
        Assert.Null(answer.Cost.Full);
    }
}
