using Summit.Api.V1;
using Summit.Scenarios.Listing;
using Summit.Scenarios.Running;

[assembly: AssemblyFixture(typeof(Summit.Scenarios.Running.Languages))]

namespace Summit.Scenarios;

/// <summary>The same scenarios in every language against the real system; see README.md.</summary>
public sealed class ScenarioTests(Languages languages)
{
    public static TheoryData<string, string> Everything =>
        [.. Language.All.SelectMany(language => ScenarioList.All.Names.Select(name => new TheoryDataRow<string, string>(language.Name, name)))];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Scenario_InLanguage_Holds(string language, string name)
    {
        var outcome = (await languages.OutcomesAsync(Language.All.Single(l => l.Name == language)))[name];
        Assert.True(outcome == "holds", outcome);
    }

    [Fact]
    public void List_EveryReason_IsShownOrSaysWhyNot() => Assert.Equal(
        Enum.GetValues<ErrorReason>().Where(r => r != ErrorReason.Unspecified).Select(r => Hosting.Errors.ErrorReasons.NameOf(r)).Order(StringComparer.Ordinal),
        ScenarioList.All.Refusals.Select(r => r.Reason).Concat(ScenarioList.All.Elsewhere.Keys).Order(StringComparer.Ordinal));
}
