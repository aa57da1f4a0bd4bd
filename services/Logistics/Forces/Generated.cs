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
    private readonly EnablerSupply _enablers;

    public Generated(GenerateForceRequest request, AskedForce asked, IReadOnlyList<Offer> offers, Approvals approvals, CancellationToken cancellationToken)
    {
        _asked = asked;
        _lines = OptionLines.Of(asked.Option.Lines, request.HasStrengthPersons ? request.StrengthPersons : asked.Option.StrengthPersons);
        _availability = request.AvailabilityRange ?? (request.HasAvailability ? Same(request.Availability) : Assumed.ValueOf("availability"));
        var commitments = new Commitments(asked.Commitments, asked.Elements, request.StartDate.TryDay(), request.EndDate.TryDay());
        _promises = new Promises(offers, commitments);
        _considered = [.. asked.Elements.Where(e => request.Nations.Count == 0 || request.Nations.Contains(NationNames.NationOf(e.Name)))
            .OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new PoolUnit(e, ForcePool.Notice(e, Assumed.ValueOf), commitments.Free(e)))];
        _paper = _considered.Select(u => Paper.Of(u, request, _promises, commitments, approvals.Missing)).OfType<PaperUnit>().ToDictionary(p => p.ForceElement, StringComparer.Ordinal);
        _enablers = new EnablerSupply(asked.Option.Lines, _lines, n => (request.Nations.Count == 0 || request.Nations.Contains(n)) && !approvals.Missing.ContainsKey(n));
        var usaEnablers = request.UsaPosture != UsaPosture.None;
        var usaUnits = request.UsaPosture is not (UsaPosture.None or UsaPosture.EnablersOnly);
        var free = _considered.Where(u => !_paper.ContainsKey(u.Element.Name)).ToList();
        var objectives = request.Objectives.Count > 0 ? request.Objectives : GenerationProblem.DefaultObjectives;

        GenerationProblem At(double availability, Func<Range, double> notice, bool usa, bool enablers) =>
            new(_lines, [.. free.Where(u => usa || u.Nation != Usa).Select(u => u.At(Rational.FromWire(availability), (int)notice(u.NoticeDays)))], objectives)
            {
                Ceilings = approvals.Ceilings,
                Enablers = _enablers.Limits(enablers),
            };
        GenerationResult Filled(GenerationProblem problem) => ForceGenerator.Solve(problem with { Objectives = [GenerationObjective.Fill] }, cancellationToken);
        // Without units and enablers of the United States in question, their match is the same.
        var american = free.Any(u => u.Nation == Usa);
        var dependent = asked.Option.Lines.Any(l => l.Enablers.Any(e => _enablers.Index(e) < 0));
        GenerationResult With(bool usa) => (usa == usaUnits || !american) && (usa == usaEnablers || !dependent) ? _result! : Filled(At(_availability.Mid, n => n.Mid, usa, usa));

        _problem = At(_availability.Mid, n => n.Mid, usaUnits, usaEnablers);
        _result = ForceGenerator.Solve(_problem, cancellationToken);
        (_withUsa, _withoutUsa) = (With(usa: true), With(usa: false));
        _low = Filled(At(_availability.Low, n => n.High, usaUnits, usaEnablers));
        _high = Filled(At(_availability.High, n => n.Low, usaUnits, usaEnablers));
    }

    public GenerateForceResponse Answer()
    {
        var answer = new GenerateForceResponse
        {
            RequiredPersons = _lines.Sum(l => l.Needed),
            FilledPersons = _result.Taken.Sum(t => t.Persons),
            DoubleHatted = { _promises.Twice(_considered.Select(u => u.Element)) },
            ReadyDay = _problem.LastDay(_result.Match),
            Nations = { _result.Taken.Select(t => _problem.Units[t.Unit].Nation).Distinct().Order(StringComparer.Ordinal) },
            CargoTonnes = (long)new Rational(_problem.Kilograms(_result.Match), 1_000).Ceiling(),
            Objectives = { _result.Objectives.Select(o => new GenerationObjectiveValue { Objective = o.Objective, Value = o.Value, Bound = o.Bound }) },
            Lines = { _asked.Option.Lines.Select(Line) },
        };
        var unknown = answer.Lines.SelectMany(l => l.Units).Where(u => !u.HasReadiness).ToList();
        (answer.UnknownReadinessCount, answer.UnknownReadinessPersons) = (unknown.Count, unknown.Sum(u => u.Persons));
        answer.MissingWithoutUsaPersons = answer.Lines.Sum(l => l.MissingWithoutUsaPersons);
        answer.Complete = answer.Lines.Where(l => l.Status != Status.NotByUnits).All(l => l.Status == Status.Filled);
        return answer;
    }

    private LineMatch Line(RequirementLine line)
    {
        var index = _enablers.Index(line.Id);
        if (index < 0)
        {
            return new LineMatch { Line = line.Id, Status = Status.NotByUnits, Reason = "No unit of the pool fills this line; the assessment says what Europe and the United States have of it." };
        }

        var needed = _lines[index].Needed;
        var match = LineMatches.Of(_lines[index], index, _problem, _result, _considered, _paper);
        match.Enablers.Add(line.Enablers.Select(Cover));
        match.UsablePersons = _result.Used[index];
        match.MissingWithUsaPersons = needed - _withUsa.Used[index];
        match.MissingWithoutUsaPersons = needed - _withoutUsa.Used[index];
        match.FilledPersonsRange = new Range
        {
            Low = Math.Min(Persons(_low, index), match.FilledPersons),
            Mid = match.FilledPersons,
            High = Math.Max(Persons(_high, index), match.FilledPersons),
        };
        LineMatches.Conclude(match, _lines[index], _considered, Rational.FromWire(_availability.Mid));
        return match;
    }

    private EnablerCover Cover(string enabler)
    {
        var index = _enablers.Index(enabler);
        Rational Part(GenerationResult result, bool usa) => index < 0 ? _enablers.Share(enabler, usa)
            : _lines[index].Needed == 0 ? Rational.One : new Rational(result.Used[index], _lines[index].Needed);
        var providers = index < 0 ? _enablers.Providers(enabler)
            : _result.Taken.Where(t => t.Line == index).Select(t => _problem.Units[t.Unit].Nation).Where(n => n != Usa).Distinct().Order(StringComparer.Ordinal);
        return new EnablerCover
        {
            Line = enabler,
            WithUsaPercent = (Part(_withUsa, usa: true) * 100).ToDisplay(),
            WithoutUsaPercent = (Part(_withoutUsa, usa: false) * 100).ToDisplay(),
            Providers = { providers },
        };
    }

    private static long Persons(GenerationResult result, int line) => result.Taken.Where(t => t.Line == line).Sum(t => t.Persons);

    private static Range Same(double value) => new() { Low = value, Mid = value, High = value };
}
