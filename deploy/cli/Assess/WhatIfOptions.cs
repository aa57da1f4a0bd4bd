using System.CommandLine;
using System.Globalization;
using Google.Type;
using Summit.Budgets.V1;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Cli.Assess;

/// <summary>Options that assume a fact to be different, for one question only. Each may be given several times.</summary>
internal sealed class WhatIfOptions
{
    private const string Arcs = "transportArcs/";

    /// <summary>The options, each with the name of its field in an override, and how its values are read.</summary>
    private readonly (string Field, Option<string[]> Option, Func<string, string, AssessmentOverride> Read)[] _all =
    [
        ("position", Create("--position", "DEU=support", "Assume the position of a nation: support, support-with-conditions, undecided, reluctant, oppose or silent."), Position),
        ("consent", Create("--consent", "POL=given", "Assume that a nation lets the force cross its soil, or not: given or refused. POL:host=given and POL:subject=given assume its consent in another role."), Consent),
        ("approval", Create("--approval", "DEU=2025-05-01", "Assume the day on which the parliament of a nation approves, or refused."), Approval),
        ("offer", Create("--offer", "FRA=8000", "Assume how many persons a nation has offered."), Offer),
        ("force_element", Create("--unit", "FRA/fra-01=2500", "Assume the persons of a unit (0: not available), or its notice in days, such as FRA/fra-01=10d."), Unit),
        ("capacity", Create("--capacity", "ARC=+20%", "Assume the capacity of an arc of the network: +20%, -20%, x1.5, or tonnes a day. transportNodes/ID names a node."), Capacity),
        ("cost", Create("--cost", "presence=+20%", "Assume another price of deployment, presence, rotation, redeployment, reset or home: +20%, -20% or x1.5."), Cost),
    ];

    public WhatIfOptions(Command command)
    {
        foreach (var (_, option, read) in _all)
        {
            command.Options.Add(option);
            option.Validators.Add(result =>
            {
                foreach (var value in result.Tokens.SelectMany(t => Split(t.Value)))
                {
                    if (Fault(value, read) is { } fault)
                    {
                        result.AddError($"{option.Name}: \"{value}\" {fault} Write it like {option.Name} {option.HelpName}.");
                    }
                }
            });
        }
    }

    /// <summary>The option that sets a field, by the field's path in a violation, such as <c>overrides[2].capacity.name</c>; null for none.</summary>
    public string? OptionOf(string path)
    {
        var parts = path.Split('.');
        return parts.Length < 2 ? null : _all.FirstOrDefault(o => o.Field == parts[1]).Option?.Name;
    }

    public IEnumerable<AssessmentOverride> From(ParseResult parsed) =>
        _all.SelectMany(o => parsed.GetRequiredValue(o.Option).SelectMany(Split).Select(value => Read(value, o.Read)));

    private static Option<string[]> Create(string name, string example, string description) =>
        new(name) { Description = description, HelpName = example, DefaultValueFactory = _ => [] };

    private static IEnumerable<string> Split(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Fault(string value, Func<string, string, AssessmentOverride> read)
    {
        try
        {
            Read(value, read);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    private static AssessmentOverride Read(string value, Func<string, string, AssessmentOverride> read)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < value.Length - 1 ? read(value[..equals], value[(equals + 1)..]) : throw new FormatException("does not say of what and what.");
    }

    private static AssessmentOverride Position(string nation, string stance) =>
        new() { Position = new PositionOverride { Nation = Nation(nation), Stance = Word<Stance>(stance, "a position") } };

    private static AssessmentOverride Consent(string nation, string answer)
    {
        var (code, role) = nation.Split(':') is [var first, var second] ? (first, second) : (nation, "transit");
        return new()
        {
            Consent = new ConsentOverride
            {
                Nation = Nation(code),
                Role = Word<AffectedRole>(role, "a role"),
                Answer = answer switch
                {
                    "given" => Summit.Nations.V1.Consent.Types.Answer.Yes,
                    "refused" => Summit.Nations.V1.Consent.Types.Answer.No,
                    _ => throw new FormatException($"says \"{answer}\", which is neither given nor refused."),
                },
            },
        };
    }

    private static AssessmentOverride Approval(string nation, string answer)
    {
        var approval = new ApprovalOverride { Nation = Nation(nation) };
        if (answer == "refused")
        {
            approval.Refused = true;
        }
        else if (DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            approval.ApproveDate = new Date { Year = day.Year, Month = day.Month, Day = day.Day };
        }
        else
        {
            throw new FormatException($"says \"{answer}\", which is neither a date nor refused.");
        }

        return new() { Approval = approval };
    }

    private static AssessmentOverride Offer(string nation, string persons) => new() { Offer = new OfferOverride { Nation = Nation(nation), Persons = Whole(persons) } };

    private static AssessmentOverride Unit(string name, string value)
    {
        var unit = new ForceElementOverride
        {
            Name = name.Split('/') is [{ Length: 3 } nation, var id] ? $"nations/{nation}/forceElements/{id}" : name,
        };
        if (value.EndsWith('d'))
        {
            unit.NoticeDays = Whole(value[..^1]);
        }
        else
        {
            unit.Persons = Whole(value);
        }

        return new() { ForceElement = unit };
    }

    private static AssessmentOverride Capacity(string name, string value)
    {
        var capacity = new CapacityOverride { Name = name.Contains('/', StringComparison.Ordinal) ? name : Arcs + name };
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var tonnes))
        {
            capacity.TonnesPerDay = tonnes;
        }
        else
        {
            capacity.Factor = Factor(value, "+20%, -20%, x1.5 or tonnes a day");
        }

        return new() { Capacity = capacity };
    }

    private static AssessmentOverride Cost(string kind, string value) =>
        new() { Cost = new CostOverride { Kind = Word<CostComponent.Types.Kind>(kind, "a kind of cost"), Factor = Factor(value, "+20%, -20% or x1.5") } };

    private static string Nation(string code) => code.StartsWith("nations/", StringComparison.Ordinal) ? code : $"nations/{code}";

    private static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"says \"{text}\", which is not a whole number.");

    private static double Factor(string text, string allowed)
    {
        var percent = text.EndsWith('%') && text[0] is '+' or '-';
        var digits = percent ? text[..^1] : text.StartsWith('x') ? text[1..] : "";
        return decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (double)(percent ? 1 + (number / 100) : number)
            : throw new FormatException($"says \"{text}\", which is not {allowed}.");
    }

    private static T Word<T>(string text, string what)
        where T : struct, Enum =>
        Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !value.Equals(default(T)) && !char.IsDigit(text[0])
            ? value
            : throw new FormatException($"says \"{text}\", which is not {what}.");
}
