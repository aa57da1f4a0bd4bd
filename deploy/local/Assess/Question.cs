using System.CommandLine;
using Google.Type;
using Summit.Logistics.V1;

namespace Summit.Local.Assess;

/// <summary>The options of <c>assess</c>. What is left out takes the default that the contract names.</summary>
internal sealed class Question
{
    private static readonly Date AsOfDefault = new() { Year = 2025, Month = 2, Day = 17 };

    /// <summary>Easter 2025; no ceasefire was agreed, so any day is an assumption.</summary>
    private static readonly Date CeasefireDefault = new() { Year = 2025, Month = 4, Day = 20 };

    private readonly Option<int?> _strength = new("--strength") { Description = "Persons to keep in place. Default 25000." };
    private readonly Option<string?> _force = new("--force") { Description = "Id of the force option whose needs apply. Default iiss-medium." };
    private readonly Option<int?> _tour = new("--tour") { Description = "Length of a tour, months. Default 6." };
    private readonly Option<double?> _dwell = new("--dwell") { Description = "Time at home between tours, as a number of tours. Default 3." };
    private readonly Option<double?> _overlap = new("--overlap") { Description = "Handover of two tours, months. Default 0." };
    private readonly Option<Date?> _ceasefire = Dates.Option("--ceasefire", "Day of the ceasefire.", CeasefireDefault);
    private readonly Option<int?> _cDay = new("--c-day") { Description = "Days from the ceasefire to C-day. Default 30." };
    private readonly Option<Date?> _asOf = Dates.Option("--as-of", "What was known on this day.", AsOfDefault);
    private readonly Option<int?> _duration = new("--duration") { Description = "Months the force is to stay. Default 24." };
    private readonly Option<string[]> _nations = Codes("--nations", "Nations considered, ISO codes. Default: all with forces or a position.");
    private readonly Option<string[]> _payers = Codes("--payers", "Nations that share the cost, ISO codes. Default: those that offer or would offer.");
    private readonly Option<string[]> _keys = Codes("--keys", "Keys under which the cost is shared: gdp, population, defence-spending, equal, gni, costKeys/{id}.");
    private readonly Option<string> _usa = new("--usa") { Description = "What the United States does: full-backstop, enablers-only, none, unknown.", DefaultValueFactory = _ => "unknown" };
    private readonly Option<string?> _destination = new("--destination") { Description = "Id of the transport node where the force is to be. Default sa-kyiv." };

    public Question(Command command)
    {
        _usa.AcceptOnlyFromAmong("full-backstop", "enablers-only", "none", "unknown");
        foreach (var option in new Option[] { _strength, _force, _tour, _dwell, _overlap, _ceasefire, _cDay, _asOf, _duration, _nations, _payers, _keys, _usa, _destination })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The question of the main job, as known on 17 February 2025.</summary>
    public static AssessDeploymentRequest Default() => new() { StrengthPersons = 25_000, TourMonths = 6, CDayOffsetDays = 30, AsOf = AsOfDefault, UsaPosture = UsaPosture.Unknown };

    public AssessDeploymentRequest From(ParseResult parsed)
    {
        var question = Default();
        question.CeasefireDate = parsed.GetValue(_ceasefire) ?? CeasefireDefault;
        question.AsOf = parsed.GetValue(_asOf) ?? AsOfDefault;
        question.UsaPosture = Enum.Parse<UsaPosture>(parsed.GetRequiredValue(_usa).Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        question.OverlapMonths = parsed.GetValue(_overlap) ?? 0;
        question.StrengthPersons = parsed.GetValue(_strength) ?? question.StrengthPersons;
        question.TourMonths = parsed.GetValue(_tour) ?? question.TourMonths;
        question.CDayOffsetDays = parsed.GetValue(_cDay) ?? question.CDayOffsetDays;
        if (parsed.GetValue(_dwell) is { } dwell)
        {
            question.DwellTours = dwell;
        }

        if (parsed.GetValue(_duration) is { } duration)
        {
            question.DurationMonths = duration;
        }

        question.ForceOption = parsed.GetValue(_force) is { } force ? "forceOptions/" + force : "";
        question.Destination = parsed.GetValue(_destination) is { } destination ? "transportNodes/" + destination : "";
        question.Nations.Add(Split(parsed.GetRequiredValue(_nations)).Select(code => "nations/" + code));
        question.Payers.Add(Split(parsed.GetRequiredValue(_payers)).Select(code => "nations/" + code));
        question.CostKeys.Add(Split(parsed.GetRequiredValue(_keys)));
        return question;
    }

    private static Option<string[]> Codes(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    /// <summary>Both <c>FRA,GBR</c> and <c>FRA GBR</c> are a list.</summary>
    private static IEnumerable<string> Split(string[] values) => values.SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
