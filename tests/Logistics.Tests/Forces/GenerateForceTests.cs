using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Date = Google.Type.Date;
using Paper = Summit.Logistics.V1.PaperUnit.Types.Kind;
using Status = Summit.Logistics.V1.LineMatch.Types.Status;

namespace Summit.Logistics.Tests.Forces;

/// <summary>Force generation and offers over a real host. A host set of its own: it writes.</summary>
public sealed class GenerateForceTests(Services services) : IClassFixture<Services>
{
    private static readonly Source Source = new() { Title = "Statement", Publisher = "Test", PublishDate = new Date { Year = 2025, Month = 2, Day = 10 }, Confidence = Confidence.Checked };

    [Fact]
    public async Task GenerateForce_SeedOption_FillsWhatEuropeHas()
    {
        var answer = await services.Forces.GenerateForceAsync(new GenerateForceRequest(), Services.Patient);

        Assert.Equal(25_000, answer.RequiredPersons);
        Assert.Equal(answer.FilledPersons, answer.Lines.Sum(l => l.Units.Sum(u => u.Persons)));
        Assert.All(answer.Objectives, o => Assert.Equal(o.Bound, o.Value));
        Assert.Contains(answer.Lines, l => l is { Line: "satellite-links", Status: Status.NotByUnits });
        Assert.Equal(answer.RequiredPersons - answer.FilledPersons, answer.Objectives[0].Value);
        Assert.Equal(answer, await services.Forces.GenerateForceAsync(new GenerateForceRequest(), Services.Patient));
    }

    [Fact]
    public async Task GenerateForce_UnitsInAnotherOrder_SameBytes()
    {
        ForceElement[] units = [Unit("nations/FRA/forceElements/a", 900), Unit("nations/GBR/forceElements/b", 700), Unit("nations/POL/forceElements/c", 800)];
        var request = Inline(1_000, units);
        var reversed = Inline(1_000, [.. units.Reverse()]);

        Assert.Equal(await services.Forces.GenerateForceAsync(request, Services.Patient), await services.Forces.GenerateForceAsync(reversed, Services.Patient));
    }

    [Fact]
    public async Task GenerateForce_NobodyCanFill_IsAnAnswerThatSaysWhy()
    {
        var committed = Unit("nations/FRA/forceElements/a", 900);
        committed.StandingCommitment = "battlegroup";
        var late = Unit("nations/FRA/forceElements/b", 900);
        late.NoticeDays = 60;
        var unready = Unit("nations/FRA/forceElements/c", 900);
        unready.Readiness = 0.4;
        var request = Inline(1_000, committed, late, unready);
        request.MinimumReadiness = 0.5;
        request.Lines[0].ReadyByDays = 30;

        var line = Assert.Single((await services.Forces.GenerateForceAsync(request, Services.Patient)).Lines);

        Assert.Equal(Status.Unfilled, line.Status);
        Assert.Equal([Paper.Committed, Paper.NoticeTooLong, Paper.BelowReadiness], line.OnPaper.Select(p => p.Kind));
        Assert.NotEmpty(line.Reason);
    }

    [Fact]
    public async Task CreateOffer_EverythingWrong_NamesEveryFieldAndWritesNothing()
    {
        var offer = new Offer
        {
            Lines = { new OfferLine { ForceElement = "nations/GBR/forceElements/gbr-01" }, new OfferLine { UnitType = UnitType.Medical, Persons = 900_000 }, new OfferLine { ForceElement = "nations/FRA/forceElements/none" } },
            StartDate = new Date { Year = 2025, Month = 5, Day = 1 },
            EndDate = new Date { Year = 2025, Month = 4, Day = 1 },
            Source = Source,
            PublishState = PublishState.Published,
        };

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await CreateAsync("wrong", offer, "FRA")));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(
            ["offer.end_date", "offer.lines[0].force_element", "offer.lines[1].persons", "offer.lines[2].force_element"],
            error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
        Assert.DoesNotContain((await services.Offers.ListOffersAsync(new ListOffersRequest { Parent = "nations/FRA" }, services.DelegateOf("FRA"))).Offers, o => o.Name.EndsWith("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CreateOffer_OfAnotherNation_IsNotAllowed() => Assert.Equal(
        StatusCode.PermissionDenied,
        (await Assert.ThrowsAsync<RpcException>(async () => await services.Offers.CreateOfferAsync(
            new CreateOfferRequest { Parent = "nations/FRA", OfferId = "stolen", Offer = Of("nations/FRA/forceElements/fra-01") }, services.DelegateOf("GBR")))).StatusCode);

    [Fact]
    public async Task GenerateForce_UnitInTwoOffers_IsDoubleHatted()
    {
        await CreateAsync("first", Of("nations/DEU/forceElements/deu-01"), "DEU");
        var before = await services.Forces.GenerateForceAsync(new GenerateForceRequest { OfferedOnly = true }, Services.Patient);
        await CreateAsync("second", Of("nations/DEU/forceElements/deu-01"), "DEU");
        var answer = await services.Forces.GenerateForceAsync(new GenerateForceRequest { OfferedOnly = true }, Services.Patient);

        Assert.Empty(before.DoubleHatted);
        Assert.Equal(["nations/DEU/offers/first", "nations/DEU/offers/second"], Assert.Single(answer.DoubleHatted).Promises);
        Assert.All(answer.Lines.SelectMany(l => l.Units), u => Assert.Equal("nations/DEU/forceElements/deu-01", u.ForceElement));
    }

    private async Task CreateAsync(string id, Offer offer, string nation) =>
        await services.Offers.CreateOfferAsync(new CreateOfferRequest { Parent = $"nations/{nation}", OfferId = id, Offer = offer }, services.DelegateOf(nation));

    private static Offer Of(string unit) => new() { Lines = { new OfferLine { ForceElement = unit } }, Source = Source, PublishState = PublishState.Published };

    private static GenerateForceRequest Inline(long strength, params ForceElement[] units) => new()
    {
        StrengthPersons = strength,
        Lines = { new RequirementLine { Id = "infantry", DisplayName = "infantry", UnitTypes = { UnitType.Light }, PersonsPer10000 = 10_000, Source = Source } },
        ForceElements = { units },
    };

    private static ForceElement Unit(string name, long persons) =>
        new() { Name = name, DisplayName = name, UnitType = UnitType.Light, Persons = persons, CargoTonnes = persons, NoticeDays = 10, Source = Source };
}
