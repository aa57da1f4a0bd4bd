using Summit.Api.V1;
using Summit.Budgets.Data.Ledgers;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Import.Cells;
using Summit.Import.Countries;
using Summit.Import.Files;
using Summit.Import.Layouts;
using Summit.Import.Rows;
using Summit.Kernel;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Data.Layouts;

/// <summary>
/// The Kiel Institute's Ukraine Support Tracker by donor and month, in EUR billion: a sheet or text table with the columns iso (or
/// country), year, month, total and commitments. The figures of a month are its own; a ladder holds their sums.
/// </summary>
internal sealed class KielMonths : ILayout
{
    private const int Billion = 1_000_000_000;
    private const string Euro = "EUR";
    private const string Beneficiary = "UKR";

    public string Name => "kiel-months";

    public string Description => "the Ukraine Support Tracker by donor and month, columns iso or country, year, month, total and commitments, in EUR billion";

    public bool Recognises(ImportFile file) => file.Sheets.Any(sheet => Header.Find(sheet) is not null || IsTotal(sheet));

    public void Read(ImportFile file, RowsRead into)
    {
        var given = file.Given.Clone();
        var digits = string.Concat(given.Edition.Length > 0 ? given.Edition.Where(char.IsAsciiDigit) : file.Name.Split("release-", 2) is [_, var rest] ? rest.TakeWhile(char.IsAsciiDigit) : []);
        given.Edition = given.Edition.Length > 0 ? given.Edition : digits;
        given.Title = given.Title.Length > 0 ? given.Title : $"Ukraine Support Tracker, Release {digits}";
        given.Publisher = given.Publisher.Length > 0 ? given.Publisher : "Kiel Institute for the World Economy";
        var source = Sources.Fill(null, given);
        Sources.Require(source, into, edition: true);
        foreach (var sheet in file.Sheets)
        {
            if (Header.Find(sheet) is { } header)
            {
                into.Recognise($"{(sheet.Name.Length > 0 ? $"Sheet {sheet.Name}" : "One table")}: commitments and allocations by donor and month, EUR billion, summed to the end of each month.");
                Read(sheet, header, source, digits, into);
            }
            else if (IsTotal(sheet))
            {
                into.Fault("The table has totals over all donors; they are computed, not stored. Import the table by donor and month.", sheet.Name);
            }
            else
            {
                into.LeaveOut($"Sheet {sheet.Name}: it has no figures by donor and month.");
            }
        }
    }

    private static void Read(Sheet sheet, Header header, Source source, string release, RowsRead into)
    {
        var rows = sheet.Rows.Where(row => row.Number > header.Row).ToList();
        var numbers = NumberForm.Of(rows.SelectMany(row => new[] { row[header.Total], row[header.Commitments] }), sheet.DecimalComma);
        var donors = new Dictionary<string, SortedDictionary<DateOnly, (Rational Committed, Rational Allocated)>>(StringComparer.Ordinal);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var country = CountryNames.Find(row[header.Donor]);
            var year = Year.TryRead(row[header.Year]);
            var month = numbers.TryRead(row[header.Month], out _) is { Denominator.IsOne: true } m && m >= Rational.One && m <= 12 ? (int)m.Numerator : 0;
            var total = Value(row, header.Total, "total");
            var commitments = Value(row, header.Commitments, "commitments");
            Need(country.Kind == CountryKind.Nation, row, header.Donor, "donor", "is no donor that is known; write its English name or its ISO 3166-1 alpha-3 code");
            Need(year is not null, row, header.Year, "year", "is not a year");
            Need(month > 0, row, header.Month, "month", "is not a month, 1 to 12");
            if (country.Kind != CountryKind.Nation || year is null || month == 0 || total is null || commitments is null)
            {
                continue;
            }

            var states = donors.TryGetValue(country.Code, out var known) ? known : donors[country.Code] = [];
            first.TryAdd(country.Code, row.Number);
            var end = new DateOnly(year.Value.Number, month, DateTime.DaysInMonth(year.Value.Number, month));
            Need(states.TryAdd(end, (commitments.Value, total.Value)), row, header.Month, "month", $"is a second row of {country.Code} for {end:yyyy-MM}");
        }

        foreach (var (nation, months) in donors.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            var pledge = PledgeOf(nation, months, source, release);
            into.Rows.Add(new TrackerRow(Types.Pledges, pledge, new HashSet<string>(), sheet.Name, first[nation]));
        }

        Rational? Value(SheetRow row, int column, string what)
        {
            var value = Marks.IsMissing(row[column]) ? Rational.Zero : numbers.TryRead(row[column], out _);
            Need(value is { Sign: >= 0 }, row, column, what, "is not an amount in EUR billion, 0 or more");
            return value is { Sign: >= 0 } ? value : null;
        }

        void Need(bool holds, SheetRow row, int column, string what, string description)
        {
            if (!holds)
            {
                into.Fault(sheet, row, column, what, description);
            }
        }
    }

    private static Pledge PledgeOf(string nation, SortedDictionary<DateOnly, (Rational Committed, Rational Allocated)> months, Source source, string release)
    {
        var pledge = new Pledge
        {
            Name = $"nations/{nation}/pledges/kiel-release-{release}",
            Description = $"Support to {Beneficiary} as the tracker sums it",
            Beneficiary = Beneficiary,
            Form = PledgeForm.Mixed,
            CurrencyCode = Euro,
            Source = source,
            PublishState = PublishState.Published,
            UnreportedStages = { Stage.Pledged, Stage.Disbursed },
        };
        var (committed, allocated, before) = (Rational.Zero, Rational.Zero, "");
        foreach (var (end, month) in months)
        {
            (committed, allocated) = (committed + month.Committed, allocated + month.Allocated);
            var day = $"{end:yyyy-MM-dd}";
            // Sums of rounded figures can differ in the last digit.
            pledge.Events.Add(State(Stage.Committed, $"committed-{day}", Rational.Max(committed, allocated), before.Length > 0 ? $"committed-{before}" : ""));
            pledge.Events.Add(State(Stage.Allocated, $"allocated-{day}", allocated, before.Length > 0 ? $"allocated-{before}" : ""));
            before = day;

            PledgeEvent State(Stage stage, string id, Rational billions, string supersedes) => new()
            {
                Id = id,
                Stage = stage,
                Amount = Amount.ToMinorMoney(billions * Billion, Euro),
                EventDate = end.ToDate(),
                Supersedes = supersedes,
                Unpledged = stage == Stage.Committed,
            };
        }

        return pledge;
    }

    private static bool IsTotal(Sheet sheet) => sheet.Rows.Take(10).Any(row => row.Cells.Select(Ids.Header).ToHashSet() is var headers && headers.Contains("total_allocations") && headers.Contains("month"));

    private sealed record Header(int Row, int Donor, int Year, int Month, int Total, int Commitments)
    {
        public static Header? Find(Sheet sheet)
        {
            foreach (var row in sheet.Rows.Take(10))
            {
                var headers = row.Cells.Select(Ids.Header).ToList();
                int At(params string[] names) => headers.FindIndex(names.Contains);
                var donor = At("iso", "iso3", "donor") is >= 0 and var code ? code : At("country", "donor_name");
                var header = new Header(row.Number, donor, At("year"), At("month"), At("total", "total_allocations"), At("commitments"));
                if (header.Donor >= 0 && header.Year >= 0 && header.Month >= 0 && header.Total >= 0 && header.Commitments >= 0)
                {
                    return header;
                }
            }

            return null;
        }
    }
}
