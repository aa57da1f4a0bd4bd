using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>Matches stored or inline units to the lines of a stored or inline requirement.</summary>
internal sealed class GenerateForce(StoreReads reads) : IRequestCheck<GenerateForceRequest>
{
    public async Task<GenerateForceResponse> HandleAsync(GenerateForceRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var snapshot = await reads.OpenAsync(context);
        var asked = await AskedForce.ReadAsync(Inline(request), snapshot, context);
        var offers = await snapshot.ListAllAsync(Types.Offers, "nations/-", context.Caller().Visibility, stop);
        // On a thread of its own: a large match keeps a processor busy for a while.
        return await Task.Run(() => Answer(request, asked, new Commitments(asked.Commitments, asked.Elements, request.StartDate.TryDay(), request.EndDate.TryDay()), offers, stop), stop);
    }

    public ValueTask CheckAsync(GenerateForceRequest request, ServerCallContext context, Violations found)
    {
        Inline(request).Check(found, sharedTypes: true);
        CheckDates(request, found);
        found.Require(!request.Objectives.Contains(GenerationObjective.Unspecified), "objectives", "names GENERATION_OBJECTIVE_UNSPECIFIED; name an objective");
        return ValueTask.CompletedTask;
    }

    private static AskedForce.Inline Inline(GenerateForceRequest request) => new(
        request.ForceOption, request.HasStrengthPersons ? request.StrengthPersons : null, request.Lines, request.ForceElements, request.StandingCommitments);

    private static void CheckDates(GenerateForceRequest request, Violations found)
    {
        if (request.StartDate.TryDay() is { } start && request.EndDate.TryDay() is { } end)
        {
            found.Require(end >= start, "end_date", $"{end:yyyy-MM-dd} is before start_date {start:yyyy-MM-dd}");
        }

        found.Require(request.EndDate is null || request.StartDate is not null, "start_date", "is not set; needed with end_date");
    }

    private static GenerateForceResponse Answer(
        GenerateForceRequest request, AskedForce asked, Commitments commitments, IReadOnlyList<Offer> offers, CancellationToken cancellationToken)
    {
        var lines = OptionLines.Of(asked.Option.Lines, request.HasStrengthPersons ? request.StrengthPersons : asked.Option.StrengthPersons);
        var availability = Rational.FromWire(request.HasAvailability ? request.Availability : Assumed.ValueOf("availability").Mid);
        var promises = new Promises(offers, commitments);
        var considered = asked.Elements.Where(e => request.Nations.Count == 0 || request.Nations.Contains(PoolUnit.NationOf(e.Name)))
            .OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new PoolUnit(e, ForcePool.Notice(e, Assumed.ValueOf), commitments.Free(e))).ToList();
        var free = considered.Where(u => Paper.Of(u, request, promises, commitments) is null).ToList();
        var problem = new GenerationProblem(lines, [.. free.Select(u => u.At(availability))], request.Objectives.Count > 0 ? request.Objectives : GenerationProblem.DefaultObjectives);
        var result = ForceGenerator.Solve(problem, cancellationToken);
        var european = problem with { Units = [.. problem.Units.Where(u => u.Nation != "nations/USA")], Objectives = [GenerationObjective.Fill] };
        var answer = new GenerateForceResponse
        {
            RequiredPersons = lines.Sum(l => l.Needed),
            FilledPersons = result.Taken.Sum(t => t.Persons),
            DoubleHatted = { promises.Twice(considered.Select(u => u.Element)) },
            MissingWithoutUsaPersons = ForceGenerator.Solve(european, cancellationToken).Objectives[0].Value,
            ReadyDay = result.Taken.Select(t => problem.Units[t.Unit].ReadyDay).DefaultIfEmpty(0).Max(),
            Nations = { result.Taken.Select(t => problem.Units[t.Unit].Nation).Distinct().Order(StringComparer.Ordinal) },
            CargoTonnes = (long)new Rational(result.Taken.Sum(t => t.Persons * problem.Units[t.Unit].KilogramsPerPerson), 1_000).Ceiling(),
            Objectives = { result.Objectives.Select(o => new GenerationObjectiveValue { Objective = o.Objective, Value = o.Value, Bound = o.Bound }) },
        };
        var byId = lines.Select((l, i) => (l, i)).ToDictionary(p => p.l.Id, p => p, StringComparer.Ordinal);
        answer.Lines.Add(asked.Option.Lines.Select(l => byId.TryGetValue(l.Id, out var p)
            ? LineMatches.Of(p.l, p.i, problem, result, considered, u => Paper.Of(u, request, promises, commitments))
            : new LineMatch { Line = l.Id, Status = LineMatch.Types.Status.NotByUnits, Reason = "No unit of the pool fills this line; the assessment says what Europe and the United States have of it." }));
        answer.Complete = answer.FilledPersons == answer.RequiredPersons && answer.Lines.All(l => l.Status == LineMatch.Types.Status.Filled);
        return answer;
    }
}
