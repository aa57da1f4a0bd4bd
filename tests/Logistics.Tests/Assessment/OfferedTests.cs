using Google.Protobuf.Reflection;
using Summit.Api.V1;
using Summit.Logistics.V1;
using Date = Google.Type.Date;
using Paper = Summit.Logistics.V1.PaperUnit.Types.Kind;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>"Offered" means an offer or a report of one, in every field of every answer. What a nation could offer is never mixed with it. A host set of its own: it writes.</summary>
public sealed class OfferedTests(Services services) : IClassFixture<Services>
{
    private static readonly Date Day = new() { Year = 2025, Month = 2, Day = 10 };
    private static readonly Source Source = new() { Title = "Statement", Publisher = "Test", PublishDate = Day, Confidence = Confidence.Checked };

    /// <summary>Every field of logistics that speaks of offers, apart from the resources themselves. A new one has to be put into one of these groups.</summary>
    private static readonly string[] Said =
    [
        "summit.logistics.v1.Contribution.offered_persons",
        "summit.logistics.v1.Contribution.reported_offer",
        "summit.logistics.v1.ReportedTotal.reported_offer",
        "summit.logistics.v1.StrengthSection.offered_or_reported_persons",
    ];

    private static readonly string[] Could = ["summit.logistics.v1.StrengthColumn.could_offer_persons"];

    private static readonly string[] Asked = ["summit.logistics.v1.AssessmentOverride.offer", "summit.logistics.v1.GenerateForceRequest.offered_only"];

    [Fact]
    public void Contracts_FieldsThatSpeakOfOffers_AreAllClassified() => Assert.Equal(
        Said.Concat(Could).Concat(Asked).Order(StringComparer.Ordinal),
        Messages(Files(AssessmentServiceReflection.Descriptor).Concat(Files(ForceServiceReflection.Descriptor)).Distinct())
            .SelectMany(m => m.Fields.InDeclarationOrder()).Where(f => f.Name.Contains("offer", StringComparison.Ordinal)).Select(f => f.FullName).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task AssessDeployment_MoreUnitsOnRecord_ChangeNothingThatIsOffered()
    {
        var before = await AskAsync("nations/GBR", "nations/BEL");
        await CreateAsync("GBR", "planted", UnitType.Mechanised, 60_000);
        await CreateAsync("BEL", "planted", UnitType.Mechanised, 60_000);

        var after = await AskAsync("nations/GBR", "nations/BEL");

        Assert.True(after.Cases[0].Strength.OnRecord.CouldOfferPersons.Mid > before.Cases[0].Strength.OnRecord.CouldOfferPersons.Mid + 30_000, "the planted units do not count at all");
        Assert.Equal(before.Cases.Select(c => c.Strength.OfferedOrReportedPersons), after.Cases.Select(c => c.Strength.OfferedOrReportedPersons));
        Assert.Equal(before.Cases.SelectMany(c => c.Strength.ReportedTotals), after.Cases.SelectMany(c => c.Strength.ReportedTotals));
        Assert.Equal(before.Contributions.Contributions.Select(c => (c.OfferedPersons, c.ReportedPersons, c.ReportedOffer)), after.Contributions.Contributions.Select(c => (c.OfferedPersons, c.ReportedPersons, c.ReportedOffer)));
    }

    [Fact]
    public async Task AssessDeploymentAndGenerateForce_LargeOrderOfBattleAndNoOffer_OfferNothing()
    {
        await CreateAsync("LUX", "planted", UnitType.Light, 90_000);

        var answer = await AskAsync("nations/LUX");
        var force = await services.Forces.GenerateForceAsync(new GenerateForceRequest { Nations = { "nations/LUX" }, OfferedOnly = true }, Services.Patient);

        var one = Assert.Single(answer.Contributions.Contributions);
        Assert.True(one.PoolPersons >= 90_000);
        Assert.Equal((0, null, ""), (one.OfferedPersons, one.ReportedPersons, one.ReportedOffer));
        Assert.All(answer.Cases, c => Assert.Null(c.Strength.OfferedOrReportedPersons));
        Assert.Equal((0, 0), (force.FilledPersons, force.Nations.Count));
        Assert.All(force.Lines.SelectMany(l => l.OnPaper), p => Assert.Equal(Paper.NotOffered, p.Kind));
        Assert.NotEmpty(force.Lines.SelectMany(l => l.OnPaper));
    }

    [Fact]
    public async Task AssessDeployment_OneMoreOffer_ChangesOnlyWhatIsOffered()
    {
        var before = await AskAsync();
        await services.Offers.CreateOfferAsync(
            new CreateOfferRequest
            {
                Parent = "nations/NLD",
                OfferId = "planted",
                Offer = new Offer { Lines = { new OfferLine { UnitType = UnitType.Mechanised, Persons = 1_000 } }, Source = Source, PublishState = PublishState.Published },
            },
            services.DelegateOf("NLD"));

        var after = await AskAsync();

        Assert.Equal(1_000, after.Contributions.Contributions.Single(c => c.Nation == "nations/NLD").OfferedPersons);
        Assert.Equal(before.Cases[0].Strength.OfferedOrReportedPersons.Mid + 1_000, after.Cases[0].Strength.OfferedOrReportedPersons.Mid);
        Assert.NotEqual(before, after);
        Assert.Equal(WithoutOffers(before), WithoutOffers(after));
    }

    /// <summary>The answer without what offers may change: the fields that say what was offered, the reason that compares them, and unity, which counts them.</summary>
    private static AssessDeploymentResponse WithoutOffers(AssessDeploymentResponse answer)
    {
        var rest = answer.Clone();
        foreach (var contribution in rest.Contributions.Contributions)
        {
            contribution.OfferedPersons = 0;
        }

        foreach (var one in rest.Cases)
        {
            one.Strength.OfferedOrReportedPersons = null;
            Remove(one.VerdictReasons);
        }

        Remove(rest.VerdictReasons);
        rest.Unity = null;
        return rest;

        static void Remove(ICollection<VerdictReason> reasons)
        {
            foreach (var reason in reasons.Where(r => r.Kind == VerdictReason.Types.Kind.OffersShort).ToList())
            {
                reasons.Remove(reason);
            }
        }
    }

    private static IEnumerable<MessageDescriptor> Messages(IEnumerable<FileDescriptor> files) => files
        .Where(f => f.Package == "summit.logistics.v1" && !f.Name.Contains("offer", StringComparison.Ordinal)).SelectMany(f => f.MessageTypes).SelectMany(Nested);

    /// <summary>A file and all that it is made of.</summary>
    private static IEnumerable<FileDescriptor> Files(FileDescriptor file) => file.Dependencies.SelectMany(Files).Prepend(file);

    private static IEnumerable<MessageDescriptor> Nested(MessageDescriptor message) => message.NestedTypes.SelectMany(Nested).Prepend(message);

    private async Task<AssessDeploymentResponse> AskAsync(params string[] nations)
    {
        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { Nations = { nations } }, Services.Patient);
        answer.Revisions.Clear();
        answer.ResultHash = "";
        return answer;
    }

    private async Task CreateAsync(string nation, string id, UnitType type, long persons) => await services.ForceElements.CreateForceElementAsync(
        new CreateForceElementRequest
        {
            Parent = $"nations/{nation}",
            ForceElementId = id,
            ForceElement = new ForceElement { DisplayName = id, UnitType = type, Persons = persons, NoticeDays = 5, Source = Source, PublishState = PublishState.Published },
        },
        services.DelegateOf(nation));
}
