using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Scenes;
using static Summit.Nations.Tests.NationsFixture;

namespace Summit.Nations.Tests.Consents;

/// <summary>A consent counts only when it covers the strength, the area and the time of the decision.</summary>
public abstract class ConsentCoverageTests(NationsFixture nations)
{
    private Scenes Scenes { get; } = new(nations);

    private DateOnly Today => Scenes.Today;

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    [InlineData(10_001, true)]
    public async Task Adopt_ConsentCeiling_CoversTheDecisionOnlyFromItsOwn(int ceiling, bool adopted)
    {
        var name = await Scenes.VotedAsync($"ceiling-{ceiling}");
        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = ceiling);

        await Scenes.AgreeAsync(name, adopted);
    }

    [Fact]
    public async Task Adopt_DecisionCeilingAboveThatOfItsAction_ConsentMustCoverTheDecision()
    {
        var text = Text();
        text.Actions[0].CeilingPersons = 1_000;
        var name = await Scenes.VotedAsync("wider-ceiling", text);
        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = 1_000);

        await Scenes.AgreeAsync(name, adopted: false);
    }

    [Fact]
    public async Task Adopt_DecisionWithoutCeiling_NoConsentWithACeilingCovers()
    {
        var text = Text();
        text.ClearCeilingPersons();
        var name = await Scenes.VotedAsync("no-ceiling", text);
        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = 10_000_000_000);

        await Scenes.AgreeAsync(name, adopted: false);
    }

    [Theory]
    [InlineData("zero", 0)]
    [InlineData("too-many", 10_000_000_001)]
    public async Task Write_CeilingOutsideItsRange_IsRefusedEverywhere(string id, long ceiling)
    {
        var decision = await Scenes.CreateAsync(id);
        var text = Text();
        text.CeilingPersons = ceiling;
        text.Actions[0].CeilingPersons = ceiling;

        var written = await FailureOf(nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = $"{id}-2", Decision = text }, nations.Secretariat));
        var consented = await FailureOf(Scenes.Record("UKR", await Scenes.AnswerTo(decision.Name, c => c.CeilingPersons = ceiling)));
        var asked = await FailureOf(nations.Decisions.CheckPermissionAsync(
            new CheckPermissionRequest { Decision = decision.Name, AsOf = Today.ToDate(), Persons = ceiling }, nations.Viewer));

        Assert.Equal(["decision.actions[0].ceiling_persons", "decision.ceiling_persons"], written.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
        Assert.Equal("consent.ceiling_persons", Assert.Single(consented.Violations).Field);
        Assert.Equal("persons", Assert.Single(asked.Violations).Field);
    }

    [Theory]
    [InlineData("Kyiv", true)]
    [InlineData("kyiv", false)]
    [InlineData("KYIV", false)]
    [InlineData("\u041Ayiv", false)] // a Cyrillic letter that looks the same
    [InlineData("Kyiv region", false)]
    public async Task Adopt_ConsentArea_ComparesCharacterByCharacter(string area, bool adopted)
    {
        var name = await Scenes.VotedAsync($"area-{Math.Abs(area.Sum(c => c))}");
        await Scenes.ConsentAsync(name, set: c => c.Areas.Add(area));

        await Scenes.AgreeAsync(name, adopted);
    }

    [Theory]
    [InlineData(" Kyiv")]
    [InlineData("Kyiv ")]
    [InlineData("Ky  iv")]
    [InlineData("Ky\u00A0iv")]
    [InlineData("Ky\u200Biv")]
    [InlineData("Ky\u202Eiv")]
    [InlineData("Ky\u0000iv")]
    [InlineData("Ki\u0301v")]
    [InlineData("")]
    public async Task CreateDecision_AreaThatIsNotPlain_IsRefused(string area)
    {
        var text = Text();
        text.Areas.Add(area);

        var failure = await FailureOf(nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = "odd-area", Decision = text }, nations.Secretariat));

        Assert.Equal("decision.areas[1]", Assert.Single(failure.Violations.Select(v => v.Field).Distinct()));
    }

    [Fact]
    public async Task Adopt_DecisionReachesFurtherThanTheConsent_IsRefused()
    {
        var text = Text();
        text.Areas.Add("Odesa");
        var name = await Scenes.VotedAsync("wider-area", text);
        await Scenes.ConsentAsync(name, set: c => c.Areas.Add("Kyiv"));

        await Scenes.AgreeAsync(name, adopted: false);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(31, true)]
    public async Task Adopt_ConsentEndDate_CoversTheDecisionOnlyToItsEnd(int days, bool adopted)
    {
        var text = Text();
        text.EndDate = Today.AddDays(30).ToDate();
        var name = await Scenes.VotedAsync($"time-{days}", text);
        await Scenes.ConsentAsync(name, set: c => c.EndDate = Today.AddDays(days).ToDate());

        await Scenes.AgreeAsync(name, adopted);
    }
}

public sealed class SqliteConsentCoverageTests(NationsFixture nations) : ConsentCoverageTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresConsentCoverageTests(PostgresNationsFixture nations) : ConsentCoverageTests(nations), IClassFixture<PostgresNationsFixture>;
