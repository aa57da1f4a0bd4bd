using Summit.Logistics.Movement.Checking;
using Summit.Logistics.Movement.Reports;
using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// Computes bound, plan and gap: a first plan by priority rules over the routes of each unit, then better plans by other orders and
/// by removing units and placing them again. The same problem and budget give the same answer, unless the
/// wall limit ends the search.
/// </summary>
internal static class MovementPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="problem">A problem without faults, as checked by <see cref="MovementCheck"/>.</param>
    /// <param name="budget">The limits of the search.</param>
    /// <param name="skipImpossible">Whether requirements without a route are left out.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="found">Called with each better plan, after it is checked.</param>
    public static MovementAnswer Plan(MovementProblem problem, Budget budget, bool skipImpossible, CancellationToken cancellationToken, Action<MovementPlan>? found = null)
    {
        var expanded = DividedUnits.Expand(problem);
        var obstacles = ObstaclesOf(expanded, new PlanNetwork(expanded));
        var stuck = obstacles.Select(o => o.Requirement).ToHashSet(StringComparer.Ordinal);
        var rest = problem.Clone();
        rest.Requirements.Clear();
        rest.Requirements.Add(problem.Requirements.Where(r => !stuck.Contains(r.Id)));

        if (rest.Requirements.Count == 0 || (obstacles.Count > 0 && !skipImpossible))
        {
            return new MovementAnswer { Status = MovementAnswer.Types.Status.Infeasible, Obstacles = { obstacles }, Reproducible = true };
        }

        var meter = new WorkMeter(budget, cancellationToken);
        var model = new PlanModel(rest, cancellationToken);
        var answer = Search(model, meter, found);
        answer.Obstacles.AddRange(obstacles);
        answer.Reproducible = !meter.WasCut;
        answer.Work = Math.Round(meter.Used, 3);
        return answer;
    }

    private static List<MovementObstacle> ObstaclesOf(MovementProblem problem, PlanNetwork network)
    {
        var byProfile = new Dictionary<string, IReadOnlyList<InfeasibleReason>>(StringComparer.Ordinal);
        var obstacles = new List<MovementObstacle>();
        foreach (var row in problem.Requirements.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => new Row(r, network)))
        {
            if (!byProfile.TryGetValue(row.Profile, out var reasons))
            {
                reasons = byProfile[row.Profile] = Obstacles.Of(network, row);
            }

            if (reasons.Count > 0)
            {
                obstacles.Add(new MovementObstacle { Requirement = row.Requirement.Id, Reasons = { reasons } });
            }
        }

        // Both parts of a unit may be stuck.
        return [.. obstacles.GroupBy(o => DividedUnits.UnitOf(o.Requirement), StringComparer.Ordinal)
            .Select(g => new MovementObstacle { Requirement = g.Key, Reasons = { g.SelectMany(o => o.Reasons).Distinct().OrderBy(r => r.Kind).ThenBy(r => r.Subject, StringComparer.Ordinal) } })];
    }

    private static MovementAnswer Search(PlanModel model, WorkMeter meter, Action<MovementPlan>? found)
    {
        var schedule = new RouteSchedule(model, meter);
        DraftPlan? best = null;
        if (schedule.First(Take) is not { } first)
        {
            return NeverFits(model);
        }

        var least = new MovementBounds(model.Network, model.Rows, model.HorizonHours, meter.Token);
        var bounds = model.Objectives.Select(o => least.Of(o, meter.Token)).ToArray();
        var plan = IsProven() ? first : schedule.Reorder(first, meter.Left * 0.2, Take);
        if (!IsProven())
        {
            Take(schedule.Improve(plan, meter.Left, 1, Take));
        }

        return best is null ? Apart(model) : Answer(model, best, bounds, meter.Token);

        bool IsProven() => best is not null && best.Values.Index().All(v => v.Item <= bounds[v.Index].Value);

        void Take(DraftPlan candidate)
        {
            if ((best is null || candidate.CompareTo(best) < 0) && Held(model, candidate) is { } held && (best is null || held.CompareTo(best) < 0))
            {
                best = held;
                found?.Invoke(Checked(model, held, meter.Token));
            }
        }
    }

    private static MovementAnswer Answer(PlanModel model, DraftPlan plan, MovementBound[] bounds, CancellationToken cancellationToken)
    {
        var answer = new MovementAnswer { Plan = Checked(model, plan, cancellationToken) };
        if (answer.Plan.OperationalHour > model.HorizonHours)
        {
            return Unknown(Kind.Horizon, $"day {(model.HorizonHours / 24) - 1}", $"the last unit is operational in hour {answer.Plan.OperationalHour} of the best plan found, after the horizon; raise the horizon");
        }

        answer.Values.Add(model.Objectives.Select((objective, i) => ValueOf(objective, plan.Values[i], bounds[i])));
        answer.Status = answer.Values.All(v => v.Value == v.Bound) ? MovementAnswer.Types.Status.Optimal : MovementAnswer.Types.Status.Feasible;
        return answer;
    }

    private static DraftPlan? Held(PlanModel model, DraftPlan candidate) => ModuleSpread.Hold(model, candidate) is { } held ? Rejoin.Hold(model, held) : null;

    private static MovementPlan Checked(PlanModel model, DraftPlan draft, CancellationToken cancellationToken)
    {
        var plan = DividedUnits.Merge(PlanReport.Of(model, draft, cancellationToken));
        MovementReports.Complete(model.Asked, plan);
        MovementChecker.ThrowIfBroken(model.Asked, plan, cancellationToken);
        return plan;
    }

    private static MovementValue ValueOf(MovementObjective objective, long value, MovementBound bound)
    {
        var least = Math.Min(bound.Value, value);
        var answer = new MovementValue { Objective = objective, Value = value, Bound = least, BoundSource = bound.Source, BoundResource = bound.Resource };
        if (least > 0 || value == 0)
        {
            answer.GapPercent = least == 0 ? 0 : (value - least) * 100.0 / least;
        }

        return answer;
    }

    // Placed alone in an empty network, a unit fits unless calendars close an arc permanently or never open it long enough.
    private static MovementAnswer NeverFits(PlanModel model)
    {
        var obstacles = model.Rows.Index().Where(r => model.Chains[r.Index].All(c => new Occupation(model.Resources).Fit(c) is null)).Select(r => new MovementObstacle
        {
            Requirement = DividedUnits.UnitOf(r.Item.Requirement.Id),
            Reasons = { model.Chains[r.Index].SelectMany(c => TooShort(model, c)).Distinct().OrderBy(x => x.Subject, StringComparer.Ordinal) },
        }).ToList();
        return obstacles.Count > 0
            ? new MovementAnswer { Status = MovementAnswer.Types.Status.Infeasible, Obstacles = { obstacles } }
            : Unknown(Kind.DatesContradict, "windows", "each unit fits into the calendars of the network alone, but no order was found in which all do; open arcs and nodes longer");
    }

    // The stages that cannot be passed even if the whole unit is there from the start.
    private static IEnumerable<InfeasibleReason> TooShort(PlanModel model, Chain chain) => chain.Stages
        .Where(s => !s.IsFree && Entry.Of(model.Resources.Capacities(), s, [new Inflow(chain.Ready, chain.Ready, chain.Load)], s.Release) is null)
        .Select(s => model.Resources.IdOf(s.Limits[0]))
        .Select(id => Blocks.Reason(Kind.DatesContradict, id, $"{id} is not open long enough for the whole unit to pass; open it longer or later"));

    private static MovementAnswer Apart(PlanModel model) => Unknown(
        Kind.DatesContradict, "module_spread_hours", $"no plan was found in which the units of each force module arrive within {model.Problem.ModuleSpreadHours} hours; allow more hours");

    private static MovementAnswer Unknown(Kind kind, string subject, string detail) => new()
    {
        Status = MovementAnswer.Types.Status.Unknown,
        Obstacles = { new MovementObstacle { Reasons = { Blocks.Reason(kind, subject, detail) } } },
    };
}
