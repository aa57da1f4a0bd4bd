using System.Globalization;
using Google.Protobuf;
using Google.Type;
using Microsoft.AspNetCore.Http.Extensions;
using Summit.Client;
using Summit.Logistics.V1;
using Summit.Report.Asking;
using Summit.Report.Wording;

namespace Summit.WebConsole.Asking;

/// <summary>
/// The question as the fields of a form and as the query of an address, so that every view can be shared. What is empty takes the
/// default of the contract.
/// </summary>
public sealed class QuestionForm
{
    /// <summary>The fields: name in the address, field of the request, label, kind of input, hint.</summary>
    public static readonly IReadOnlyList<Input> Inputs =
    [
        new("strength", "strength_persons", "Persons to keep in place", "number", "of the option"),
        new("option", "force_option", "Force option", "text", "iiss-medium"),
        new("as-of", "as_of", "What was known on", "date", "2025-02-17"),
        new("ceasefire", "ceasefire_date", "Ceasefire", "date", "2025-04-20"),
        new("c-day", "c_day_offset_days", "Days from ceasefire to C-day", "number", "30"),
        new("ready-by", "ready_by_date", "In place by", "date", "C-day + 90"),
        new("duration", "duration_months", "Months to stay", "number", "24"),
        new("tour", "tour_months", "Months of a tour", "number", "6"),
        new("dwell", "dwell_tours", "Tours at home between", "number", "3"),
        new("usa", "usa_posture", "United States", "select", "unknown"),
        new("nations", "nations", "Nations (ISO codes)", "text", "all"),
        new("destination", "destination", "Where", "text", "sa-kyiv"),
    ];

    /// <summary>Choices of what the United States does.</summary>
    public static readonly IReadOnlyList<string> Postures = ["unknown", "full-backstop", "enablers-only", "none"];

    /// <summary>Begins the name of a field that adds a switch.</summary>
    internal const string More = "more-";

    /// <summary>Ends the name of the field that says what an added switch is about.</summary>
    internal const string Subject = "-of";

    /// <summary>How many questions a comparison has.</summary>
    internal const int Compared = 2;

    private readonly Dictionary<string, string> _given;
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);

    private QuestionForm(Dictionary<string, string> given, IReadOnlyList<Switch> switches)
    {
        (_given, Switches) = (given, switches);
        Request = Build();
    }

    /// <summary>The facts that are assumed to be different.</summary>
    internal IReadOnlyList<Switch> Switches { get; }

    /// <summary>The request. Fields that could not be read are left out; each says what is wrong with it.</summary>
    public AssessDeploymentRequest Request { get; }

    /// <summary>Whether every field could be read.</summary>
    public bool IsReadable => _faults.Count == 0 && Switches.All(s => s.Fault is null);

    /// <summary>The question as the query of an address, with the question mark; empty when everything is the default.</summary>
    public string Query => new QueryBuilder(Parts("")).ToString();

    /// <summary>The parts of that query: what is given and what is assumed.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Parts(string prefix) =>
        Inputs.Where(i => Text(i.Name).Length > 0).Select(i => KeyValuePair.Create(prefix + i.Name, Text(i.Name)))
            .Concat(Switches.Select(s => KeyValuePair.Create(prefix + s.Kind.Word, s.Value)));

    /// <summary>The beginning of the names of a question's fields when a page has several.</summary>
    internal static string PrefixOf(int question) => question == 0 ? "" : $"{(char)('a' + question)}-";

    public static QuestionForm From(IQueryCollection query, string prefix = "") => new(
        Inputs.ToDictionary(i => i.Name, i => query[prefix + i.Name].ToString().Trim(), StringComparer.Ordinal),
        [.. WhatIf.All.SelectMany(kind => query[prefix + kind.Word].Append(Added(query, prefix + More + kind.Word)).Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => new Switch(kind, v!.Trim()))).Distinct()]);

    /// <summary>The form that asks a question; null when the question holds something that no form can say.</summary>
    public static QuestionForm? Of(AssessDeploymentRequest question)
    {
        var form = new QuestionForm(
            new(StringComparer.Ordinal)
            {
                ["strength"] = question.HasStrengthPersons ? Text(question.StrengthPersons) : "",
                ["option"] = Id(question.ForceOption),
                ["as-of"] = Days.Text(question.AsOf),
                ["ceasefire"] = Days.Text(question.CeasefireDate),
                ["c-day"] = question.HasCDayOffsetDays ? Text(question.CDayOffsetDays) : "",
                ["ready-by"] = Days.Text(question.ReadyByDate),
                ["duration"] = question.HasDurationMonths ? Text(question.DurationMonths) : "",
                ["tour"] = question.HasTourMonths ? Text(question.TourMonths) : "",
                ["dwell"] = question.HasDwellTours ? Text(question.DwellTours) : "",
                ["usa"] = question.UsaPosture == UsaPosture.Unspecified ? "" : Words.Plain(question.UsaPosture).Replace(' ', '-'),
                ["nations"] = string.Join(' ', question.Nations.Select(Id)),
                ["destination"] = Id(question.Destination),
            },
            [.. question.Overrides.Select(WhatIf.Of).Select(w => new Switch(w.Kind, w.Value))]);
        // As bytes: messages count as equal also where one sets a field to its default and the other does not set it.
        return form.Request.ToByteString().Equals(question.ToByteString()) ? form : null;
    }

    // A choice brings its own sign of equality, because it may also say more about the subject.
    private static string Added(IQueryCollection query, string name) => (query[name + Subject].ToString().Trim(), query[name].ToString().Trim()) switch
    {
        ("", _) or (_, "") => "",
        var (subject, value) => value[0] is '=' or ':' ? subject + value : $"{subject}={value}",
    };

    /// <summary>What was typed into a field.</summary>
    public string Text(string name) => _given.GetValueOrDefault(name, "");

    /// <summary>What is wrong with a field; null for nothing.</summary>
    /// <param name="input">The field.</param>
    /// <param name="refused">What the service said; null for nothing.</param>
    /// <param name="at">Path of the question in the request, with its point; empty when the question is the request.</param>
    public string? FaultOf(Input input, SummitRpcException? refused, string at) => _faults.GetValueOrDefault(input.Name) ?? Said(refused, at + input.Field);

    /// <summary>What is wrong with a switch; null for nothing.</summary>
    internal string? FaultOf(int index, SummitRpcException? refused, string at) => Switches[index].Fault ?? Said(refused, $"{at}overrides[{index}]");

    private static string? Said(SummitRpcException? refused, string field) => refused?.Violations
        .Where(v => v.Field == field || v.Field.StartsWith(field + "[", StringComparison.Ordinal) || v.Field.StartsWith(field + ".", StringComparison.Ordinal))
        .Select(v => v.Description).FirstOrDefault();

    private AssessDeploymentRequest Build()
    {
        var request = new AssessDeploymentRequest
        {
            ForceOption = Name("forceOptions", Text("option")),
            Destination = Name("transportNodes", Text("destination")),
            AsOf = Day("as-of"),
            CeasefireDate = Day("ceasefire"),
            ReadyByDate = Day("ready-by"),
        };
        Whole("strength", v => request.StrengthPersons = v);
        Whole("c-day", v => request.CDayOffsetDays = (int)Math.Clamp(v, int.MinValue, int.MaxValue));
        Whole("duration", v => request.DurationMonths = (int)Math.Clamp(v, int.MinValue, int.MaxValue));
        Whole("tour", v => request.TourMonths = (int)Math.Clamp(v, int.MinValue, int.MaxValue));
        if (Text("dwell") is { Length: > 0 } dwell)
        {
            if (double.TryParse(dwell, NumberStyles.Float, CultureInfo.InvariantCulture, out var tours))
            {
                request.DwellTours = tours;
            }
            else
            {
                _faults["dwell"] = $"“{dwell}” is not a number.";
            }
        }

        if (Text("usa") is { Length: > 0 } usa)
        {
            if (Postures.Contains(usa, StringComparer.Ordinal))
            {
                request.UsaPosture = Enum.Parse<UsaPosture>(usa.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            }
            else
            {
                _faults["usa"] = $"“{usa}” is not one of {string.Join(", ", Postures)}.";
            }
        }

        request.Overrides.Add(Switches.Where(s => s.Fault is null).Select(s => s.Override));
        request.Nations.Add(Text("nations").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(code => Name("nations", code.ToUpperInvariant())).Distinct(StringComparer.Ordinal));
        return request;
    }

    private void Whole(string name, Action<long> set)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value))
        {
            set(value);
        }
        else
        {
            _faults[name] = $"“{text}” is not a whole number.";
        }
    }

    private Date? Day(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Date { Year = day.Year, Month = day.Month, Day = day.Day };
        }

        _faults[name] = $"“{text}” is not a day such as 2025-04-20.";
        return null;
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Id(string name) => name.Split('/')[^1];

    private static string Name(string collection, string id) => id.Length == 0 || id.StartsWith(collection + "/", StringComparison.Ordinal) ? id : $"{collection}/{id}";
}

/// <summary>A field of the question.</summary>
/// <param name="Name">Name in the address.</param>
/// <param name="Field">Field of the request.</param>
/// <param name="Label">Label for people.</param>
/// <param name="Kind">Kind of input.</param>
/// <param name="Hint">The default.</param>
public sealed record Input(string Name, string Field, string Label, string Kind, string Hint);
