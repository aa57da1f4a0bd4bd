using Summit.Logistics.Assessment;
using Summit.Logistics.V1;
using Availability = Summit.Logistics.V1.SectionState.Types.Availability;
using Kind = Summit.Logistics.V1.VerdictReason.Types.Kind;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>Supplies in the verdict. A host set of its own: it deletes a factor.</summary>
public sealed class SuppliesTests(Services services) : IClassFixture<Services>
{
    [Fact]
    public async Task AssessDeployment_FactorNotHeld_TheVerdictIsUnknownAndNothingIsZero()
    {
        var factors = new SustainmentFactorService.SustainmentFactorServiceClient(services.InvokerOf("summit.logistics.v1"));
        await factors.DeleteSustainmentFactorAsync(new DeleteSustainmentFactorRequest { Name = "sustainmentFactors/rations" }, services.Secretariat());

        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest(), Services.Patient);

        Assert.Equal(Verdict.UnknownInputs, answer.Verdict);
        Assert.All(answer.Cases, c => Assert.Equal((Availability.Missing, "summit.logistics.v1"), (c.Sustainment.State.Availability, c.Sustainment.State.Service)));
        Assert.All(answer.Cases, c => Assert.Null(c.Sustainment.NeedTonnesPerDay));
        Assert.Contains(answer.VerdictReasons, r => r.Kind == Kind.InputUnknown && r.Sentence.Contains("Rations", StringComparison.Ordinal));
    }

    [Fact]
    public void Obstacles_ShortAtMid_NameDayNeedAndLift()
    {
        var judged = Short(new FirstDay { Earliest = 3, Mid = 12 });

        var reason = Assert.Single(Of(judged, RangeEnd.Mid));

        Assert.Equal((Kind.SuppliesShort, 250, 100), (reason.Kind, reason.Required, reason.Available));
        Assert.Contains("12 days", reason.Sentence, StringComparison.Ordinal);
        Assert.Equal(["Fuel"], reason.Subjects);
        Assert.Empty(Of(judged, RangeEnd.Favourable));
        Assert.Equal(600, Assert.Single(Of(judged, RangeEnd.Unfavourable)).Required); // high need with low lift
    }

    [Fact]
    public void Obstacles_ForceThatCannotMove_SaysItOnce()
    {
        var judged = Short(new FirstDay { Mid = 12 });
        judged.Movement.AsIfGiven.Feasible = false;
        judged.Movement.AsIfGiven.Reasons.Add(new InfeasibleReason { Detail = "no way" });

        Assert.Equal([Kind.NoMovement], Of(judged, RangeEnd.Mid).Select(r => r.Kind));
    }

    private static List<VerdictReason> Of(PostureCase judged, RangeEnd end) => Obstacles.Of(judged, Question.From(new AssessDeploymentRequest()), 1_000, end);

    private static PostureCase Short(FirstDay day) => new()
    {
        Strength = new StrengthSection { ForcePersons = 1_000 },
        Rotation = new RotationSection(),
        Movement = new MovementSection { DestinationName = "Kyiv", AsIfGiven = new MovementOutcome { Feasible = true } },
        Enablers = new EnablerSection(),
        Sustainment = new SustainmentSection
        {
            NeedTonnesPerDay = new() { Low = 110, Mid = 250, High = 600 },
            LiftTonnesPerDay = new() { Low = 50, Mid = 100, High = 200 },
            FirstShortDay = day,
            FirstShortClasses = { SupplyClass.Fuel },
        },
    };
}
