using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;
using Status = Summit.Logistics.V1.LineMatch.Types.Status;

namespace Summit.Logistics.Forces;

/// <summary>A match for the requested force, and its answer.</summary>
internal sealed class Generated
{
    private const string Usa = "nations/USA";

    private readonly AskedForce _asked;
    private readonly IReadOnlyList<GenerationLine> _lines;
    private readonly IReadOnlyList<PoolUnit> _considered;
    private readonly Dictionary<string, PaperUnit> _paper;
    private readonly Promises _promises;
    private readonly Range _availability;
    private readonly GenerationProblem _problem;
    private readonly GenerationResult _result;
    private readonly GenerationResult _withUsa;
    private readonly GenerationResult _withoutUsa;
    private readonly GenerationResult _low;
    private readonly GenerationResult _high;
    private readonly bool _usaEnablers;

    public Generated(GenerateForceRequest request, AskedForce asked, IReadOnlyList<Offer> offers, IReadOnlyDictionary<string, string> unapproved, CancellationToken cancellationToken)
    {
        _asked = asked;
        _lines = OptionLines.Of(asked.Option.Lines, request.HasStrengthPersons ? request.StrengthPersons : asked.Option.StrengthPersons);
        _availability = request.AvailabilityRange ?? (request.HasAvailability ? Same(request.Availability) : Assumed.ValueOf("availability"));
        var commitments = new Commitments(asked.Commitments, asked.Elements, request.StartDate.TryDay(), request.EndDate.TryDay());
        _promises = new Promises(offers, commitments);
        _considered = [.. asked.Elements.Where(e => request.Nations.Count == 0 || request.Nations.Contains(PoolUnit.NationOf(e.Name)))
            .OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new PoolUnit(e, ForcePool.Notice(e, Assumed.ValueOf), commitments.Free(e)))];
        _paper = _considered.Select(u => Paper.Of(u, request, _promises, commitments, unapproved)).OfType<PaperUnit>().ToDictionary(p => p.ForceElement, StringComparer.Ordinal);
        _usaEnablers = request.UsaPosture != UsaPosture.None;
        var usaUnits = request.UsaPosture is not (UsaPosture.None or UsaPosture.EnablersOnly);
        var free = _considered.Where(u => !_paper.ContainsKey(u.Element.Name)).ToList();
        var objectives = request.Objectives.Count > 0 ? request.Objectives : GenerationProblem.DefaultObjectives;

        GenerationProblem At(double availability, Func<Range, double> notice, bool usa, IReadOnlyList<GenerationObjective> by) =>
            new(_lines, [.. free.Where(u => usa || u.Nation != Usa).Select(u => u.At(Rational.FromWire(availability), (int)notice(u.NoticeDays)))], by);
        GenerationResult Filled(GenerationProblem problem) => ForceGenerator.Solve(problem with { Objectives = [GenerationObjective.Fill] }, cancellationToken);

        _problem = At(_availability.Mid, n => n.Mid, usaUnits, objectives);
        _result = ForceGenerator.Solve(_problem, cancellationToken);
        var american = free.Any(u => u.Nation == Usa);
        _withUsa = usaUnits || !american ? _result : Filled(At(_availability.Mid, n => n.Mid, usa: true, objectives));
        _withoutUsa = usaUnits && american ? Filled(At(_availability.Mid, n => n.Mid, usa: false, objectives)) : _result;
        _low = Filled(At(_availability.Low, n => n.High, usaUnits, objectives));
        _high = Filled(At(_availability.High, n => n.Low, usaUnits, objectives));
    }

    public GenerateForceResponse Answer()
    {
        var answer = new GenerateForceResponse
        {
            RequiredPersons = _lines.Sum(l => l.Needed),
            FilledPersons = _result.Taken.Sum(t => t.Persons),
            DoubleHatted = { _promises.Twice(_considered.Select(u => u.Element)) },
            ReadyDay = _problem.LastDay(_result.Taken),
            Nations = { _result.Taken.Select(t => _problem.Units[t.Unit].Nation).Distinct().Order(StringComparer.Ordinal) },
            CargoTonnes = (long)new Rational(_problem.Kilograms(_result.Taken), 1_000).Ceiling(),
            Objectives = { _result.Objectives.Select(o => new GenerationObjectiveValue { Objective = o.Objective, Value = o.Value, Bound = o.Bound }) },
            Lines = { _asked.Option.Lines.Select(Line) },
        };
        answer.MissingWithoutUsaPersons = answer.Lines.Sum(l => l.MissingWithoutUsaPersons);
        answer.Complete = answer.Lines.Where(l => l.Status != Status.NotByUnits).All(l => l.Status == Status.Filled);
        return answer;
    }

    private LineMatch Line(RequirementLine line)
    {
        var index = Index(line.Id);
        if (index < 0)
        {
            return new LineMatch { Line = line.Id, Status = Status.NotByUnits, Reason = "No unit of the pool fills this line; the assessment says what Europe and the United States have of it." };
        }

        var needed = _lines[index].Needed;
        var shares = line.Enablers.Select(e => (With: Share(e, _withUsa, withUsa: true), Without: Share(e, _withoutUsa, withUsa: false))).ToList();
        var (with, without) = (shares.Select(s => s.With).Aggregate(Rational.One, Rational.Min), shares.Select(s => s.Without).Aggregate(Rational.One, Rational.Min));
        var match = LineMatches.Of(_lines[index], index, _problem, _result, _considered, _paper);
        match.Enablers.Add(line.Enablers.Select((e, i) => Cover(e, shares[i].With, shares[i].Without)));
        match.UsablePersons = Usable(match.FilledPersons, needed, _usaEnablers ? with : without);
        match.MissingWithUsaPersons = needed - Usable(Persons(_withUsa, index), needed, with);
        match.MissingWithoutUsaPersons = needed - Usable(Persons(_withoutUsa, index), needed, without);
        match.FilledPersonsRange = new Range
        {
            Low = Math.Min(Persons(_low, index), match.FilledPersons),
            Mid = match.FilledPersons,
            High = Math.Max(Persons(_high, index), match.FilledPersons),
        };
        LineMatches.Conclude(match, _lines[index], _considered, Rational.FromWire(_availability.Mid));
        return match;
    }

    /// <summary>The fraction of an enabler that is available: by the units that fill it, or by what Europe has of it. The United States have all of the enablers that no unit provides.</summary>
    private Rational Share(string enabler, GenerationResult result, bool withUsa)
    {
        var index = Index(enabler);
        return index >= 0 ? (_lines[index].Needed == 0 ? Rational.One : new Rational(Persons(result, index), _lines[index].Needed))
            : withUsa ? Rational.One : Rational.FromWire(_asked.Option.Lines.First(l => l.Id == enabler).EuropeanSharePercent.Mid) / 100;
    }

    private EnablerCover Cover(string enabler, Rational with, Rational without)
    {
        var index = Index(enabler);
        IEnumerable<string> providers = index < 0
            ? _asked.Option.Lines.First(l => l.Id == enabler).Providers
            : _result.Taken.Where(t => t.Line == index).Select(t => _problem.Units[t.Unit].Nation).Where(n => n != Usa).Distinct().Order(StringComparer.Ordinal);
        return new EnablerCover { Line = enabler, WithUsaPercent = (with * 100).ToDisplay(), WithoutUsaPercent = (without * 100).ToDisplay(), Providers = { providers } };
    }

    /// <summary>Only the part of a line for which every enabler is available counts.</summary>
    private static long Usable(long persons, long needed, Rational enabled) => Math.Min(persons, (long)(needed * enabled).Floor());

    private int Index(string line) => _lines.Index().Where(l => l.Item.Id == line).Select(l => l.Index).DefaultIfEmpty(-1).First();

    private static long Persons(GenerationResult result, int line) => result.Taken.Where(t => t.Line == line).Sum(t => t.Persons);

    private static Range Same(double value) => new() { Low = value, Mid = value, High = value };
}
