using System.CommandLine;
using Google.Type;
using Summit.Cli.Input;
using Summit.Logistics.V1;

namespace Summit.Cli.Assess;

/// <summary>
/// The options of <c>assess</c>. Only values given by the caller are sent: the defaults are defined in one place, the contract.
/// </summary>
internal sealed class QuestionOptions
{
    private readonly Option<int?> _strength = Numbers.Whole("--strength", "a number of persons", "Persons to keep in place. Default: those of the force option.");
    private readonly Option<string?> _force = new("--force") { Description = "Id of the force option whose needs apply, for example iiss-large." };
    private readonly Option<int?> _tour = Numbers.Whole("--tour", "a number of months", "Length of a tour, months.");
    private readonly Option<double?> _dwell = Numbers.Decimal("--dwell", "a number of tours", "Time at home between tours, as a number of tours.");
    private readonly Option<double?> _overlap = Numbers.Decimal("--overlap", "a number of months", "Handover of two tours, months.");
    private readonly Option<Date?> _ceasefire = Dates.Option("--ceasefire", "Day of the ceasefire.");
    private readonly Option<int?> _cDay = Numbers.Whole("--c-day", "a number of days", "Days from the ceasefire to C-day, the day deployment begins.");
    private readonly Option<Date?> _readyBy = Dates.Option("--ready-by", "Day by which the strength is wanted in place.");
    private readonly Option<Date?> _asOf = Dates.Option("--as-of", "What was known on this day.");
    private readonly Option<int?> _duration = Numbers.Whole("--duration", "a number of months", "Months the force is to stay.");
    private readonly Option<string[]> _nations = Codes("--nations", "Nations considered, ISO codes. Default: all with forces or a position.");
    private readonly Option<string[]> _payers = Codes("--payers", "Nations that share the cost, ISO codes. Default: those that offer or would offer.");
    private readonly Option<string[]> _keys = Codes("--keys", "Keys under which the cost is shared: gdp, population, defence-spending, equal, gni, costKeys/{id}.");
    private readonly Option<string?> _usa = Choice.Option("--usa", "What the United States does.", "full-backstop", "enablers-only", "none", "unknown");
    private readonly Option<string?> _destination = new("--destination") { Description = "Id of the transport node where the force is to be, for example sa-kyiv." };
    private readonly Option<int?> _draws = Numbers.Whole("--draws", "a number of draws", "How often the inputs that are ranges are drawn; 0 for none.");
    private readonly Option<string?> _ladder = new("--ladder") { Description = "Id of the response ladder to evaluate. Default: that of the decision." };

    /// <summary>Maps fields of the request to the options that set them, so that an error about a field can name the option.</summary>
    private readonly Dictionary<string, Option> _byField;

    private readonly WhatIfOptions _whatIf;

    public QuestionOptions(Command command)
    {
        _byField = new(StringComparer.Ordinal)
        {
            ["strength_persons"] = _strength,
            ["force_option"] = _force,
            ["tour_months"] = _tour,
            ["dwell_tours"] = _dwell,
            ["overlap_months"] = _overlap,
            ["ceasefire_date"] = _ceasefire,
            ["c_day_offset_days"] = _cDay,
            ["ready_by_date"] = _readyBy,
            ["as_of"] = _asOf,
            ["duration_months"] = _duration,
            ["nations"] = _nations,
            ["payers"] = _payers,
            ["cost_keys"] = _keys,
            ["usa_posture"] = _usa,
            ["destination"] = _destination,
            ["draws"] = _draws,
            ["response_ladder"] = _ladder,
        };
        foreach (var option in _byField.Values)
        {
            command.Options.Add(option);
        }

        _whatIf = new WhatIfOptions(command);
    }

    /// <summary>The option that sets a field, by the field's path in a violation; null for none.</summary>
    public string? OptionOf(string path)
    {
        var end = path.IndexOfAny(['[', '.']);
        return path.StartsWith("overrides[", StringComparison.Ordinal) ? _whatIf.OptionOf(path) : _byField.GetValueOrDefault(end < 0 ? path : path[..end])?.Name;
    }

    public AssessDeploymentRequest From(ParseResult parsed)
    {
        var question = new AssessDeploymentRequest
        {
            CeasefireDate = parsed.GetValue(_ceasefire),
            ReadyByDate = parsed.GetValue(_readyBy),
            AsOf = parsed.GetValue(_asOf),
            OverlapMonths = parsed.GetValue(_overlap) ?? 0,
            ForceOption = Name("forceOptions", parsed.GetValue(_force)),
            Destination = Name("transportNodes", parsed.GetValue(_destination)),
            ResponseLadder = Name("responseLadders", parsed.GetValue(_ladder)),
        };
        if (parsed.GetValue(_strength) is { } strength)
        {
            question.StrengthPersons = strength;
        }

        if (parsed.GetValue(_tour) is { } tour)
        {
            question.TourMonths = tour;
        }

        if (parsed.GetValue(_dwell) is { } dwell)
        {
            question.DwellTours = dwell;
        }

        if (parsed.GetValue(_cDay) is { } cDay)
        {
            question.CDayOffsetDays = cDay;
        }

        if (parsed.GetValue(_duration) is { } duration)
        {
            question.DurationMonths = duration;
        }

        if (parsed.GetValue(_draws) is { } draws)
        {
            question.Draws = draws;
        }

        if (parsed.GetValue(_usa) is { } usa)
        {
            question.UsaPosture = Enum.Parse<UsaPosture>(usa.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        }

        question.Nations.Add(Split(parsed.GetRequiredValue(_nations)).Select(code => Name("nations", code)));
        question.Payers.Add(Split(parsed.GetRequiredValue(_payers)).Select(code => Name("nations", code)));
        question.CostKeys.Add(Split(parsed.GetRequiredValue(_keys)));
        question.Overrides.Add(_whatIf.From(parsed));
        return question;
    }

    /// <summary>Both the id and the whole resource name are accepted.</summary>
    private static string Name(string collection, string? id) =>
        string.IsNullOrEmpty(id) ? "" : id.StartsWith(collection + "/", StringComparison.Ordinal) ? id : $"{collection}/{id}";

    private static Option<string[]> Codes(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    /// <summary>A list may be written as <c>FRA,GBR</c> or <c>FRA GBR</c>.</summary>
    private static IEnumerable<string> Split(string[] values) => values.SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
