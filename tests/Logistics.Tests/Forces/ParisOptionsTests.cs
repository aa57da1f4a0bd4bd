using Summit.Logistics.Seed;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Date = Google.Type.Date;

namespace Summit.Logistics.Tests.Forces;

/// <summary>The public options with what was known in February and in April 2025: plausible, and beside the reports of these days. The handbook has the numbers.</summary>
public sealed class ParisOptionsTests(Services services) : IClassFixture<Services>
{
    private static readonly Date February = new() { Year = 2025, Month = 2, Day = 17 };
    private static readonly Date April = new() { Year = 2025, Month = 4, Day = 30 };

    [Fact]
    public async Task Paris_FebruaryKnowledge_FranceCouldSendAboutTenThousandAndTheReportsStandBeside()
    {
        var answer = await AskAsync(February, "forceOptions/iiss-medium");

        var (france, strength) = (answer.Contributions.Contributions.Single(c => c.Nation == "nations/FRA"), answer.Cases[0].Strength);
        Assert.Equal((20_130, 18_620), (france.PoolPersons, france.CommittedPersons));
        Assert.Equal(9_318, strength.UnitsTaken.Where(u => u.ForceElement.StartsWith("nations/FRA/", StringComparison.Ordinal)).Sum(u => u.Persons));
        Assert.Equal(21_580, strength.ForcePersons);
        Assert.Equal((18_979, 26_582, 32_276), (strength.OnRecord.CouldOfferPersons.Low, strength.OnRecord.CouldOfferPersons.Mid, strength.OnRecord.CouldOfferPersons.High));

        // The Washington Post of that day: France about 10,000, 25,000 to 30,000 in all. Beside, and in no sum.
        Assert.Equal(("reportedOffers/f05", 10_000, 0), (france.ReportedOffer, france.ReportedPersons.Mid, france.OfferedPersons));
        Assert.Contains(strength.ReportedTotals, t => t is { ReportedOffer: "reportedOffers/f04", Persons: { Low: 25_000, High: 30_000 } });
        Assert.Equal(10_000, strength.OfferedOrReportedPersons.Mid);
    }

    [Fact]
    public async Task Paris_FebruaryKnowledge_RotationSaysWhoServesAndWhatIsMissing()
    {
        var rotation = (await AskAsync(February, "forceOptions/iiss-medium")).Cases[0].Rotation;

        Assert.Equal((6, "armour", 2_614), (rotation.FirstBreakMonth, rotation.FirstBreakLine, rotation.MissingPersons));
        Assert.All(rotation.Lines.Where(l => l.HasFirstBreakMonth && l.FirstBreakMonth < 24), l => Assert.Equal(
            l.RequiredPersons - l.MissingPersons,
            l.Tours.Where(t => l.FirstBreakMonth >= t.FirstCountedMonth && l.FirstBreakMonth < t.EndMonth).Sum(t => t.Persons)));
        Assert.All(rotation.Lines.Where(l => l.HasFormulaFirstBreakMonth), l => Assert.True(l.FirstBreakMonth <= Math.Max(24, l.FormulaFirstBreakMonth)));
    }

    [Fact]
    public async Task Paris_AprilKnowledge_TwentyFiveThousandIsAStretchAndSixtyThousandIsOutOfReach()
    {
        var medium = (await AskAsync(April, "forceOptions/iiss-medium")).Cases[0].Strength;
        var large = (await AskAsync(April, "forceOptions/iiss-large")).Cases[0].Strength;

        Assert.Equal((24_156, 29_732), (medium.ForcePersons, large.ForcePersons));
        Assert.Equal((15_100, 17_650, 20_250), (medium.OfferedOrReportedPersons.Low, medium.OfferedOrReportedPersons.Mid, medium.OfferedOrReportedPersons.High));
        Assert.Contains(medium.ReportedTotals, t => t is { ReportedOffer: "reportedOffers/f20", Persons.Mid: 25_000 }); // "a stretch"
    }

    [Fact]
    public async Task GenerateForce_PublicOptions_SayWhatIsMissingWithoutTheUnitedStates()
    {
        async Task<GenerateForceResponse> GenerateAsync(string option) => await services.Forces.GenerateForceAsync(
            new GenerateForceRequest { ForceOption = option, Nations = { "nations/FRA", "nations/GBR" } }, Services.Patient);

        var (small, medium) = (await GenerateAsync("forceOptions/iiss-small"), await GenerateAsync("forceOptions/iiss-medium"));

        Assert.True(small.Complete);
        Assert.Equal((3_350, 9_219), (small.MissingWithoutUsaPersons, medium.MissingWithoutUsaPersons));
        Assert.Equal(
            [LineMatch.Types.Status.Partial, LineMatch.Types.Status.Filled],
            new[] { "armour", "artillery" }.Select(line => medium.Lines.Single(l => l.Line == line).Status));
        Assert.All(ParisSeed.ForceOptions().SelectMany(o => o.Lines), l => Assert.NotEmpty(l.Source.Title + l.Derivation));
    }

    private async Task<AssessDeploymentResponse> AskAsync(Date day, string option) =>
        await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { AsOf = day, ForceOption = option }, Services.Patient);
}
