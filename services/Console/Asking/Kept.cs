using Summit.Logistics.V1;

namespace Summit.WebConsole.Asking;

/// <summary>Names of scenarios as they stand in an address: by their ids.</summary>
internal static class Kept
{
    private const string Collection = "scenarios/";

    /// <summary>The id of a scenario.</summary>
    public static string Id(Scenario scenario) => scenario.Name[Collection.Length..];

    /// <summary>The name of the scenario with an id.</summary>
    public static string Name(string id) => Collection + id;

    /// <summary>The address that opens a scenario: its question, or a comparison with it when its question holds something that no form can say.</summary>
    public static (string Address, bool AsQuestion) Open(Scenario scenario) => QuestionForm.Of(scenario.Question) is { } form ? ("/" + form.Query, true) : (Compare(scenario), false);

    /// <summary>The address that compares a scenario.</summary>
    public static string Compare(Scenario scenario) => $"/compare?{ComparedSide.Field}={Id(scenario)}";
}
