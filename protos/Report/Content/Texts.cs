using Summit.Api.V1;
using Summit.Logistics.V1;
using Summit.Report.Wording;
using Money = Google.Type.Money;

namespace Summit.Report.Content;

/// <summary>Formats figures, ranges and words for readers.</summary>
internal static class Texts
{
    private const decimal NanosPerUnit = 1_000_000_000m;
    private const decimal Billion = 1_000_000_000m;
    private const decimal Million = 1_000_000m;

    public static string Range(Api.V1.Range? range) => range is null ? "-"
        : range.Low == range.High ? Number(range.Mid) : $"{Number(range.Mid)} ({Number(range.Low)} to {Number(range.High)})";

    /// <summary>A number with no more decimals than its size deserves.</summary>
    public static string Number(double number) => Math.Abs(number) switch
    {
        >= 100 => $"{number:N0}",
        >= 10 => $"{number:0.#}",
        _ => $"{number:0.##}",
    };

    /// <summary>A key of sharing in words, for example <c>GDP</c> of <c>gdp</c> or <c>population 2024</c> of <c>costKeys/population-2024</c>.</summary>
    public static string Key(string key) => key is "gdp" or "gni" ? key.ToUpperInvariant() : Words.Plain(key.Split('/')[^1]);

    /// <summary>A large sum in billions or millions. The exact sum is in the JSON.</summary>
    public static string Sum(Money? money) => money is null ? "-" : $"{money.CurrencyCode} {Short(money)}";

    /// <summary>More or less of a sum, with its sign.</summary>
    public static string Change(Money money) => $"{money.CurrencyCode} {(money.Units > 0 ? "+" : "")}{Short(money)}";

    /// <summary>The sum without its currency and sign.</summary>
    public static string Size(Money money) => Short(money).TrimStart('-');

    public static string Sums(MoneyRange? range) => range is null ? "-" : $"{Sum(range.Mid)} ({Bare(range.Low, range.Mid)} to {Bare(range.High, range.Mid)})";

    public static string Basis(PriceBasis? basis) => basis is null ? "" : $"{Words.Plain(basis.Kind)} prices of {basis.Year}";

    public static string Verdict(Verdict verdict) => verdict switch
    {
        Logistics.V1.Verdict.PermittedAndFeasible => "YES: permitted, and feasible as asked",
        Logistics.V1.Verdict.FeasibleNotPermitted => "NOT YET: feasible, but a needed consent is missing",
        Logistics.V1.Verdict.PermittedNotFeasible => "NO: permitted, but not feasible as asked",
        Logistics.V1.Verdict.Neither => "NO: consents are missing, and it is not feasible as asked",
        _ => "UNKNOWN: a needed fact or service is missing",
    };

    public static string Posture(UsaPosture posture) => posture switch
    {
        UsaPosture.FullBackstop => "with US",
        UsaPosture.EnablersOnly => "with US enablers",
        UsaPosture.None => "without US",
        _ => Words.Plain(posture),
    };

    public static string Closure(Closure? closure) => closure is null ? "-"
        : $"C+{closure.DayAtMidCapacity}, {Days.Text(closure.DateAtMidCapacity)} (C+{closure.DayAtHighCapacity} to C+{closure.DayAtLowCapacity})";

    public static string Source(Source? source)
    {
        if (source is null)
        {
            return "";
        }

        // A press title often begins with its publisher, which is shown only once.
        var title = source.Title.StartsWith(source.Publisher, StringComparison.Ordinal) || source.Publisher.Length == 0 ? source.Title : $"{source.Publisher}, {source.Title}";
        var edition = source.Edition.Length > 0 ? $", edition {source.Edition}" : "";
        var confidence = source.Confidence == Confidence.Checked ? "" : $" [{Words.Plain(source.Confidence)}]";
        return title + edition + confidence;
    }

    /// <summary>Joins the texts of the cases of the United States' part. A text that is the same in all cases is shown once.</summary>
    public static string EachCase(IReadOnlyCollection<PostureCase> cases, Func<PostureCase, string> text)
    {
        var said = cases.Select(c => (Posture: Posture(c.Posture), Text: text(c))).ToList();
        return said.Select(s => s.Text).Distinct(StringComparer.Ordinal).Count() == 1
            ? said[0].Text
            : string.Join("; ", said.Select(s => $"{s.Posture} {s.Text}"));
    }

    /// <summary>The sum without its unit when it has the same unit as the sum beside it.</summary>
    private static string Bare(Money money, Money beside)
    {
        var text = Short(money);
        return Short(beside).EndsWith(text[^3..], StringComparison.Ordinal) && text.Contains(' ', StringComparison.Ordinal) ? text[..text.IndexOf(' ', StringComparison.Ordinal)] : text;
    }

    private static string Short(Money money)
    {
        var amount = money.Units + (money.Nanos / NanosPerUnit);
        return Math.Abs(amount) switch
        {
            >= Billion => $"{amount / Billion:0.0} bn",
            >= Million => $"{amount / Million:0.0} m",
            _ => $"{amount:N0}",
        };
    }
}
