using System.Globalization;
using Google.Type;
using Microsoft.AspNetCore.Http.Extensions;
using Summit.Client;
using Summit.Logistics.V1;

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

    private readonly Dictionary<string, string> _given;
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);

    private QuestionForm(Dictionary<string, string> given)
    {
        _given = given;
        Request = Build();
    }

    /// <summary>The request. Fields that could not be read are left out; see <see cref="FaultOf"/>.</summary>
    public AssessDeploymentRequest Request { get; }

    /// <summary>Whether every field could be read.</summary>
    public bool IsReadable => _faults.Count == 0;

    /// <summary>The question as the query of an address, with the question mark; empty when everything is the default.</summary>
    public string Query
    {
        get
        {
            var query = new QueryBuilder(Inputs.Where(i => Text(i.Name).Length > 0).Select(i => KeyValuePair.Create(i.Name, Text(i.Name))));
            return query.ToString();
        }
    }

    public static QuestionForm From(IQueryCollection query, string prefix = "") =>
        new(Inputs.ToDictionary(i => i.Name, i => query[prefix + i.Name].ToString().Trim(), StringComparer.Ordinal));

    /// <summary>What was typed into a field.</summary>
    public string Text(string name) => _given.GetValueOrDefault(name, "");

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? FaultOf(Input input, SummitRpcException? refused = null) =>
        _faults.GetValueOrDefault(input.Name)
        ?? refused?.Violations.Where(v => v.Field == input.Field || v.Field.StartsWith(input.Field + "[", StringComparison.Ordinal) || v.Field.StartsWith(input.Field + ".", StringComparison.Ordinal))
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

    private static string Name(string collection, string id) => id.Length == 0 || id.StartsWith(collection + "/", StringComparison.Ordinal) ? id : $"{collection}/{id}";
}

/// <summary>A field of the question.</summary>
/// <param name="Name">Name in the address.</param>
/// <param name="Field">Field of the request.</param>
/// <param name="Label">Label for people.</param>
/// <param name="Kind">Kind of input.</param>
/// <param name="Hint">The default.</param>
public sealed record Input(string Name, string Field, string Label, string Kind, string Hint);
