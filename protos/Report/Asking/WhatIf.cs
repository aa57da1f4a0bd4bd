using System.Globalization;
using Google.Type;
using Summit.Budgets.V1;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.Report.Wording;
using Assumed = Summit.Logistics.V1.AssessmentOverride.OverrideOneofCase;

namespace Summit.Report.Asking;

/// <summary>A fact that a question assumes to be different, as people write it: <c>DEU=support</c>.</summary>
/// <param name="Word">The kind of fact: the name of the option and of the part of an address.</param>
/// <param name="Field">The field of the override that it sets.</param>
/// <param name="Example">A value.</param>
/// <param name="Description">What it assumes, in a sentence.</param>
internal sealed record WhatIf(string Word, string Field, string Example, string Description)
{
    private const string Arcs = "transportArcs/";
    private readonly Func<string, string, AssessmentOverride> _read = ReaderOf(Word);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<WhatIf> All { get; } =
    [
        new("position", "position", "DEU=support", "Assume the position of a nation: support, support-with-conditions, undecided, reluctant, oppose or silent."),
        new("consent", "consent", "POL=given", "Assume that a nation lets the force cross its soil, or not: given or refused. POL:host=given and POL:subject=given assume its consent in another role."),
        new("approval", "approval", "DEU=2025-05-01", "Assume the day on which the parliament of a nation approves, or refused."),
        new("offer", "offer", "FRA=8000", "Assume how many persons a nation has offered."),
        new("unit", "force_element", "FRA/fra-01=2500", "Assume the persons of a unit (0: not available), or its notice in days, such as FRA/fra-01=10d."),
        new("capacity", "capacity", "ARC=+20%", "Assume the capacity of an arc of the network: +20%, -20%, x1.5, or tonnes a day. transportNodes/ID names a node."),
        new("cost", "cost", "presence=+20%", "Assume another price of deployment, presence, rotation, redeployment, reset or home: +20%, -20% or x1.5."),
    ];

    /// <summary>Reads a value such as <c>DEU=support</c>.</summary>
    /// <exception cref="FormatException">The value cannot be read; the message says why, as the rest of a sentence that begins with the value.</exception>
    public AssessmentOverride Read(string value)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < value.Length - 1 ? _read(value[..equals], value[(equals + 1)..]) : throw new FormatException("needs a name and a value with = between them.");
    }

    /// <summary>
    /// The words of an override, which <see cref="Read"/> turns into the same override. What words cannot say is left out: a unit with another
    /// strength and another notice, for example.
    /// </summary>
    public static (WhatIf Kind, string Value) Of(AssessmentOverride assumed)
    {
        var (word, value) = assumed.OverrideCase switch
        {
            Assumed.Position => ("position", $"{Id(assumed.Position.Nation)}={Dashed(assumed.Position.Stance)}"),
            Assumed.Consent => ("consent", $"{Id(assumed.Consent.Nation)}:{Dashed(assumed.Consent.Role)}={(assumed.Consent.Answer == Summit.Nations.V1.Consent.Types.Answer.Yes ? "given" : "refused")}"),
            Assumed.Approval => ("approval", $"{Id(assumed.Approval.Nation)}={(assumed.Approval.Refused ? "refused" : Days.Text(assumed.Approval.ApproveDate))}"),
            Assumed.Offer => ("offer", $"{Id(assumed.Offer.Nation)}={assumed.Offer.Persons}"),
            Assumed.ForceElement => ("unit", $"{UnitOf(assumed.ForceElement.Name)}={(assumed.ForceElement.HasPersons ? $"{assumed.ForceElement.Persons}" : $"{assumed.ForceElement.NoticeDays}d")}"),
            Assumed.Capacity => ("capacity", $"{NodeOrArc(assumed.Capacity.Name)}={(assumed.Capacity.HasFactor ? Times(assumed.Capacity.Factor) : $"{assumed.Capacity.TonnesPerDay}")}"),
            _ => ("cost", $"{Dashed(assumed.Cost?.Kind ?? default)}={Times(assumed.Cost?.Factor ?? 0)}"),
        };
        return (All.First(kind => kind.Word == word), value);
    }

    /// <summary>What is wrong with a value, as <see cref="Read"/> says it; null for nothing.</summary>
    public string? FaultOf(string value)
    {
        try
        {
            Read(value);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    private static Func<string, string, AssessmentOverride> ReaderOf(string word) => word switch
    {
        "position" => Position,
        "consent" => Consent,
        "approval" => Approval,
        "offer" => Offer,
        "unit" => Unit,
        "capacity" => Capacity,
        _ => Cost,
    };

    private static AssessmentOverride Position(string nation, string stance) =>
        new() { Position = new PositionOverride { Nation = Nation(nation), Stance = Choice<Stance>(stance, "a position") } };

    private static AssessmentOverride Consent(string nation, string answer)
    {
        var (code, role) = nation.Split(':') is [var first, var second] ? (first, second) : (nation, "transit");
        return new()
        {
            Consent = new ConsentOverride
            {
                Nation = Nation(code),
                Role = Choice<AffectedRole>(role, "a role"),
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
        new() { Cost = new CostOverride { Kind = Choice<CostComponent.Types.Kind>(kind, "a kind of cost"), Factor = Factor(value, "+20%, -20% or x1.5") } };

    private static string Id(string name) => name.Split('/')[^1];

    private static string UnitOf(string name) => name.Split('/') is ["nations", var nation, _, var id] ? $"{nation}/{id}" : name;

    private static string NodeOrArc(string name) => name.StartsWith(Arcs, StringComparison.Ordinal) ? name[Arcs.Length..] : name;

    private static string Dashed<T>(T value)
        where T : struct, Enum => Words.Plain(value).Replace(' ', '-');

    private static string Times(double factor) => $"x{factor.ToString(CultureInfo.InvariantCulture)}";

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

    private static T Choice<T>(string text, string what)
        where T : struct, Enum =>
        Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !value.Equals(default(T)) && !char.IsDigit(text[0])
            ? value
            : throw new FormatException($"says \"{text}\", which is not {what}.");
}
