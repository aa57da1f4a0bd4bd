using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// A match of a problem that is too large for one model. A quick match comes first. Then CP-SAT solves neighbourhoods of it anew: some
/// lines, their units and free units, while the rest stays. Units that an objective rules out are no longer allowed for the next ones.
/// Bounds come from matches in which units may be divided. Neighbourhoods follow in a fixed order and have a limit counted in work, so
/// that the same problem gives the same match everywhere.
/// </summary>
internal sealed class LargeMatch
{
    private const double Work = 0.02;
    private const double WholeWork = 0.02;
    private const int MostPairs = 600;
    private const int MostFreePairs = 240;
    private const int MostTries = 6;
    private const int MostNationSets = 6;
    private const int CargoRounds = 12;

    private readonly GenerationProblem _problem;
    private readonly CancellationToken _cancellationToken;
    private readonly bool[] _allowed; // what no better match needs is ruled out
    private bool[] _chosen; // of these, the nations in use
    private readonly Related _related;
    private readonly Dictionary<int, (long Missing, long Untaken)> _limits = [];
    private bool _isImpossible; // the last attempt failed, and it is proven that every such attempt fails
    private long _nations = long.MaxValue;
    private long _kilograms = long.MaxValue;

    public LargeMatch(GenerationProblem problem, CancellationToken cancellationToken)
    {
        (_problem, _cancellationToken) = (problem, cancellationToken);
        _allowed = [.. problem.Units.Select(u => problem.Lines.Any(u.Fits))];
        _chosen = _allowed;
        _related = new Related(problem);
    }

    public GenerationResult Solve()
    {
        var (best, reached) = (Match.Empty(_problem), new List<ObjectiveReached>());
        foreach (var objective in _problem.Objectives)
        {
            var next = objective switch
            {
                GenerationObjective.Fill => Fill(),
                // Before the lines are filled, nobody is the best match.
                _ when _limits.Count == 0 => None(objective),
                GenerationObjective.Earliest => Earliest(best),
                GenerationObjective.FewestNations => FewestNations(best),
                _ => LeastCargo(best),
            };
            best = next.Best;
            reached.Add(new(objective, next.Value, Math.Min(next.Value, next.Bound)));
        }

        return new(best, reached);
    }

    private (Match Best, long Value, long Bound) None(GenerationObjective objective)
    {
        Forbid(u => objective == GenerationObjective.FewestNations || (objective == GenerationObjective.Earliest ? u.ReadyDay > 0 : u.KilogramsPerPerson > 0));
        return (Match.Empty(_problem), 0, 0);
    }

    private (Match Best, long Value, long Bound) Fill()
    {
        var (flow, best, all) = (new MatchBounds(_problem, IsAllowed, _cancellationToken), QuickMatch.Of(_problem, _allowed), 0L);
        foreach (var priority in _problem.Priorities)
        {
            var bound = flow.Missing(priority, p => _limits[p].Missing);
            if (_problem.Enablers.Count > 0 && _problem.Missing(best, priority) > bound)
            {
                bound = Math.Max(bound, Divided(p => _limits.TryGetValue(p, out var kept) ? kept : (long.MaxValue, long.MaxValue), DividedMatch.Detail.Persons).FewestMissing(priority));
            }

            best = Repair(best, priority, bound, _allowed);
            _limits[priority] = (_problem.Missing(best, priority), long.MaxValue);
            all += bound;
        }

        foreach (var priority in _problem.Priorities)
        {
            _limits[priority] = (_limits[priority].Missing, _problem.Untaken(best, priority));
        }

        return (best, _limits.Values.Sum(l => l.Missing), all);
    }

    private (Match Best, long Value, long Bound) Earliest(Match best)
    {
        long bound = new MatchBounds(_problem, IsAllowed, _cancellationToken).Earliest(IsAllowed, p => _limits[p].Untaken);
        int[] days = [.. _problem.Units.Where(IsAllowed).Select(u => u.ReadyDay).Append((int)bound).Where(d => d >= bound && d <= _problem.LastDay(best)).Distinct().Order()];
        var (low, high) = (0, days.Length - 1);
        while (low < high)
        {
            // The bound is often reached, so it is tried first.
            var at = low == 0 && high == days.Length - 1 ? 0 : low + ((high - low) / 2);
            if (Without(u => u.ReadyDay > days[at]) is { } match)
            {
                (best, high) = (match, Array.IndexOf(days, _problem.LastDay(match)));
                continue;
            }

            low = at + 1;
            bound = _isImpossible ? Math.Max(bound, days[low]) : bound;
        }

        Forbid(u => u.ReadyDay > _problem.LastDay(best));
        return (best, _problem.LastDay(best), bound);
    }

    private (Match Best, long Value, long Bound) FewestNations(Match best)
    {
        HashSet<string> Of(Match match) => match.Taken.Select(t => _problem.Units[t.Unit].Nation).ToHashSet(StringComparer.Ordinal);
        var bound = Divided(p => _limits[p], DividedMatch.Detail.Nation).FewestNations();
        for (var count = bound; count < Of(best).Count; count++)
        {
            var tried = new List<IReadOnlySet<string>>();
            while (tried.Count < MostNationSets && Of(best).Count > count && Divided(p => _limits[p], DividedMatch.Detail.Nation).Nations(count, tried) is { } nations)
            {
                best = Without(u => !nations.Contains(u.Nation)) ?? best;
                tried.Add(nations);
            }
        }

        foreach (var nation in best.Taken.GroupBy(t => _problem.Units[t.Unit].Nation).OrderBy(g => g.Sum(t => t.Persons)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).ToList())
        {
            best = Of(best).Count > bound && Of(best) is var kept && kept.Remove(nation) && Without(u => !kept.Contains(u.Nation)) is { } fewer ? fewer : best;
        }

        var taken = Of(best);
        _nations = taken.Count;
        _chosen = [.. _allowed.Zip(_problem.Units, (allowed, unit) => allowed && taken.Contains(unit.Nation))];
        return (best, _nations, bound);
    }

    private (Match Best, long Value, long Bound) LeastCargo(Match best)
    {
        var bound = Divided(p => _limits[p], DividedMatch.Detail.Cargo).LeastCargo(_nations);
        if (Attempt(_chosen, lightFirst: true) is { } light && _problem.Kilograms(light) < _problem.Kilograms(best))
        {
            best = light;
        }

        for (var round = 0; round < CargoRounds && _problem.Kilograms(best) > bound; round++)
        {
            var lines = _related.To(round * _problem.Lines.Count / CargoRounds, 4, round);
            var part = new Neighbourhood(_problem, best, lines, Free(best, lines, u => u.KilogramsPerPerson, _chosen, MostFreePairs));
            var model = new GenerationModel(part.Problem, Work);
            Keep(model, part);
            var start = part.Problem.Kilograms(part.Start);
            best = part.With(model.Minimise(model.Of(GenerationObjective.LeastCargo), part.Start, start, 0, _cancellationToken).Best);
        }

        _kilograms = _problem.Kilograms(best);
        return (best, _kilograms, bound);
    }

    private bool IsAllowed(GenerationUnit unit) => _allowed[_related.IndexOf(unit)];

    private void Forbid(Func<GenerationUnit, bool> units)
    {
        for (var unit = 0; unit < _allowed.Length; unit++)
        {
            _allowed[unit] &= !units(_problem.Units[unit]);
        }

        _chosen = [.. _chosen.Zip(_allowed, (chosen, allowed) => chosen && allowed)];
    }

    private DividedMatch Divided(Func<int, (long Missing, long Untaken)> limits, DividedMatch.Detail tellApart) => new(_problem, IsAllowed, limits, tellApart, _cancellationToken);

    /// <summary>A match without some of the units that keeps what the objectives so far have reached; null when none was found.</summary>
    private Match? Without(Func<GenerationUnit, bool> units) => Attempt([.. _chosen.Zip(_problem.Units, (chosen, unit) => chosen && !units(unit))], lightFirst: false);

    private Match? Attempt(bool[] allowed, bool lightFirst)
    {
        _isImpossible = false;
        var match = QuickMatch.Of(_problem, allowed, lightFirst);
        foreach (var priority in _problem.Priorities)
        {
            match = Repair(match, priority, _limits[priority].Missing, allowed);
            if (_problem.Missing(match, priority) > _limits[priority].Missing || _problem.Untaken(match, priority) > _limits[priority].Untaken)
            {
                return null;
            }
        }

        return _problem.Kilograms(match) <= _kilograms ? match : null;
    }

    /// <summary>
    /// Solves neighbourhoods of short lines anew until no more persons are missing on a priority than wanted, or nothing more is found. A
    /// line whose units serve few other lines is solved with all of these; it then is found, or proven, at once.
    /// </summary>
    private Match Repair(Match match, int priority, long wanted, bool[] allowed)
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        for (var tries = 0; tries < MostTries && _problem.Missing(match, priority) > wanted; tries++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int[] shorts = [.. Enumerable.Range(0, _problem.Lines.Count).Where(l => _problem.Lines[l].Priority == priority && match.Used[l] < _problem.Lines[l].Needed)];
            var line = shorts[tries % shorts.Length];
            var (whole, isSmall) = (_related.All(line), IsSmall(line, allowed));
            var lines = isSmall ? whole : _related.To(line, 3 + tries, tries);
            if (!failed.Add(string.Join(',', lines.Order())))
            {
                continue;
            }

            var part = new Neighbourhood(_problem, match, lines, Free(match, lines, u => -u.Usable, allowed, isSmall ? int.MaxValue : MostFreePairs));
            var model = new GenerationModel(part.Problem, isSmall ? WholeWork : Work);
            foreach (var higher in part.Problem.Priorities.Where(p => p < priority))
            {
                model.AtMost(model.Missing(higher), part.Problem.Missing(part.Start, higher));
            }

            var before = part.Problem.Missing(part.Start, priority);
            var (better, value, bound) = model.Minimise(model.Missing(priority), part.Start, before, 0, _cancellationToken);
            if (value < before)
            {
                match = part.With(better);
                failed.Clear();
                tries = -1;
            }

            // Other lines and units cannot help, and no line of a higher priority may give way.
            if (isSmall && bound > wanted && _problem.Priorities.TakeWhile(p => p < priority).All(p => _limits[p].Missing == 0))
            {
                _isImpossible = true;
                break;
            }
        }

        return match;
    }

    /// <summary>Whether a line and all lines that it is related to fit into one model, and no ceiling ties them to others.</summary>
    private bool IsSmall(int line, bool[] allowed)
    {
        var lines = _related.All(line);
        return _problem.Ceilings.Count == 0 && lines.Sum(l => Enumerable.Range(0, allowed.Length).Count(u => allowed[u] && _problem.Units[u].Fits(_problem.Lines[l]))) <= MostPairs;
    }

    /// <summary>Keeps what the objectives so far have reached within a neighbourhood.</summary>
    private static void Keep(GenerationModel model, Neighbourhood part)
    {
        foreach (var priority in part.Problem.Priorities)
        {
            model.AtMost(model.Missing(priority), part.Problem.Missing(part.Start, priority));
            model.AtMost(model.Untaken(priority), part.Problem.Untaken(part.Start, priority));
        }
    }

    /// <summary>Units that no line has and that fit some of these lines, in an order, as many as a neighbourhood can use.</summary>
    private IEnumerable<int> Free(Match match, IReadOnlyList<int> lines, Func<GenerationUnit, long> order, bool[] allowed, int mostPairs)
    {
        var taken = match.Taken.Select(t => t.Unit).ToHashSet();
        return Enumerable.Range(0, allowed.Length).Where(u => allowed[u] && !taken.Contains(u) && lines.Any(l => _problem.Units[u].Fits(_problem.Lines[l])))
            .OrderBy(u => order(_problem.Units[u])).ThenBy(u => u).Take(mostPairs / lines.Count);
    }
}
