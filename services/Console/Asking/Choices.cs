using Summit.Report.Asking;

namespace Summit.WebConsole.Asking;

/// <summary>How a kind of switch is chosen on the page.</summary>
/// <param name="Label">What is assumed, before the name of what it is about.</param>
/// <param name="Subject">What it is about: a collection to choose from, or an example to type.</param>
/// <param name="Values">Values to choose from, each with the rest of the switch after its subject. Empty: the value is typed.</param>
/// <param name="Hint">An example of a typed value.</param>
internal sealed record Choices(string Label, string Subject, IReadOnlyList<(string Ending, string Text)> Values, string Hint = "")
{
    /// <summary>The collection of nations.</summary>
    public const string Nations = "nations/";

    /// <summary>The collection of links of the network.</summary>
    public const string Links = "transportArcs/";

    private static readonly string[] Stances = ["support", "support-with-conditions", "undecided", "reluctant", "oppose", "silent"];
    private static readonly string[] Roles = ["transit", "host", "subject"];
    private static readonly string[] Answers = ["given", "refused"];
    private static readonly (string, string)[] Factors = [("=+20%", "20 % more"), ("=+50%", "50 % more"), ("=x2", "twice"), ("=-20%", "20 % less"), ("=-50%", "50 % less"), ("=x0", "none")];

    /// <summary>The choices of a kind.</summary>
    public static Choices Of(WhatIf kind) => kind.Word switch
    {
        "position" => new("Position of", Nations, [.. Stances.Select(stance => ($"={stance}", stance.Replace('-', ' ')))]),
        "consent" => new("Consent of", Nations, [.. Roles.SelectMany(role => Answers.Select(answer => ($":{role}={answer}", $"{answer}, as {role}")))]),
        "approval" => new("Parliament of", Nations, [], "2025-05-01 or refused"),
        "offer" => new("Persons offered by", Nations, [], "8000"),
        "capacity" => new("Capacity of", Links, Factors),
        "cost" => new("Price of", "", Factors) { Subjects = ["deployment", "presence", "rotation", "redeployment", "reset", "home"] },
        _ => new("Unit", "FRA/fra-01", [], "persons, or days such as 10d"),
    };

    /// <summary>Subjects to choose from that are in no collection.</summary>
    public IReadOnlyList<string> Subjects { get; private init; } = [];
}
