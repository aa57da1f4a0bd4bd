namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// Plans lines that share the ceilings of nations. Lines of a higher priority are planned first: each line holds as long as it can
/// while the lines before it hold as long as they do, and then misses as few persons as it can. Lines that no ceiling touches are
/// planned on their own. A quick plan comes first. Where it does not reach the formula's bound and the lines are small enough,
/// CP-SAT searches all lines planned so far together, so that a line may leave its share of a ceiling to a later one.
/// </summary>
internal sealed class JointPlanner(IReadOnlyList<LineNeed> needs, RotationTerms terms, IReadOnlyDictionary<string, long> ceilings, CancellationToken cancellationToken)
{
    private readonly IReadOnlyDictionary<string, long> _ceilings = ThatCanBind(needs, ceilings);

    /// <summary>The plan of each line, in the order of the lines.</summary>
    public IReadOnlyList<LinePlan> Plan()
    {
        var plans = new LinePlan[needs.Count];
        var order = Enumerable.Range(0, needs.Count).OrderBy(i => needs[i].Priority).ThenBy(i => i).ToLookup(i => needs[i].Units.Any(u => _ceilings.ContainsKey(u.Nation)));
        foreach (var line in order[false])
        {
            plans[line] = Plan([needs[line]])[0];
        }

        var together = order[true].ToList();
        foreach (var (line, plan) in together.Zip(Plan([.. together.Select(i => needs[i])])))
        {
            plans[line] = plan;
        }

        return plans;
    }

    /// <summary>The persons to have in place in the first months of a line.</summary>
    public static IReadOnlyList<long> AtLeast(LineNeed need, int months) => [.. Enumerable.Repeat(need.Persons, months)];

    /// <summary>A ceiling that all units of the nation together stay under limits nothing.</summary>
    private static Dictionary<string, long> ThatCanBind(IReadOnlyList<LineNeed> needs, IReadOnlyDictionary<string, long> ceilings) => needs.SelectMany(n => n.Units)
        .GroupBy(u => u.Nation, StringComparer.Ordinal).Where(n => ceilings.TryGetValue(n.Key, out var ceiling) && ceiling < n.Sum(u => u.Persons))
        .ToDictionary(n => n.Key, n => ceilings[n.Key], StringComparer.Ordinal);

    private List<LinePlan> Plan(IReadOnlyList<LineNeed> lines)
    {
        var planned = new List<Planned>();
        foreach (var line in lines)
        {
            planned = Add(planned, line, lines);
        }

        return [.. planned.Select(Done)];
    }

    /// <summary>The lines before, possibly with other tours that hold as long, and the next line.</summary>
    private List<Planned> Add(List<Planned> before, LineNeed need, IReadOnlyList<LineNeed> all)
    {
        var (tours, shortMonth) = GreedyRotation.Plan(need, terms, _ceilings.Count == 0 ? null : () => LeftBy(before, all));
        var next = new Planned(need, tours, shortMonth ?? need.Months, shortMonth is null ? need.Months : ClosedBound.ShortMonth(need, terms), before.All(b => b.IsProven));

        // Extend the plan month by month until it is proven that no plan holds or the work limit is reached.
        while (next.Month < next.Bound)
        {
            var longer = need with { Months = next.Month + 1 };
            var (held, certain) = Model(before, longer, all) is { } model
                ? model.Hold([.. before.Select(Kept), AtLeast(longer, longer.Months)], LinePlanner.HoldWork, cancellationToken)
                : (null, false);
            if (held is null)
            {
                next = next with { IsProven = next.IsProven && certain, Bound = certain ? next.Month : next.Bound };
                break;
            }

            (before, next) = With(before, next with { Month = next.Month + 1 }, held);
        }

        return next.Month < need.Months ? FewestMissing(before, next, all) : [.. before, next with { Bound = need.Months, IsProven = true }];
    }

    /// <summary>In the first short month, miss as few persons as possible.</summary>
    private List<Planned> FewestMissing(List<Planned> before, Planned next, IReadOnlyList<LineNeed> all)
    {
        var last = next.Need with { Months = next.Month + 1 };
        if (Model(before, last, all) is not { } model)
        {
            return [.. before, next with { IsProven = false }];
        }

        var (fewest, certain) = model.FewestMissing(
            [.. before.Select(Kept), AtLeast(next.Need, next.Month)], [.. before.Select(b => b.Tours), next.Tours], LinePlanner.HoldWork, cancellationToken);
        next = next with { IsProven = next.IsProven && certain };
        if (fewest is not null)
        {
            (before, next) = With(before, next, fewest);
        }

        return [.. before, next];
    }

    /// <summary>What a later line may not take away: the need until the short month, and in that month what is in place.</summary>
    private IReadOnlyList<long> Kept(Planned line) => [.. Coverage.Of(line.Considered, terms, line.Tours).Select(p => Math.Min(p, line.Need.Persons))];

    private RotationModel? Model(List<Planned> before, LineNeed need, IReadOnlyList<LineNeed> all)
    {
        LineNeed[] lines = [.. before.Select(b => b.Considered), need];
        return RotationModel.IsSmall(lines) ? new RotationModel(lines, terms, new Presence(_ceilings, all, terms)) : null;
    }

    private Presence LeftBy(List<Planned> before, IReadOnlyList<LineNeed> all)
    {
        var presence = new Presence(_ceilings, all, terms);
        foreach (var (need, tour) in before.SelectMany(b => b.Tours.Select(t => (b.Need, t))))
        {
            presence.Take(need, tour);
        }

        return presence;
    }

    private static (List<Planned> Before, Planned Next) With(List<Planned> before, Planned next, IReadOnlyList<IReadOnlyList<Tour>> tours) =>
        ([.. before.Zip(tours, (b, t) => b with { Tours = t })], next with { Tours = tours[^1] });

    private LinePlan Done(Planned line)
    {
        var persons = Coverage.Of(line.Considered, terms, line.Tours);
        int? shortMonth = line.Month < line.Need.Months ? line.Month : null;
        return new(
            [.. line.Tours.OrderBy(t => t.Start).ThenBy(t => t.Unit)], persons, shortMonth, shortMonth is { } month ? line.Need.Persons - persons[month] : 0, line.Bound, line.IsProven);
    }

    /// <param name="Need">The line.</param>
    /// <param name="Tours">Its tours.</param>
    /// <param name="Month">Its first short month; the number of its months when it holds.</param>
    /// <param name="Bound">No plan has a later one.</param>
    /// <param name="IsProven">Whether this line and those before it are proven.</param>
    private sealed record Planned(LineNeed Need, IReadOnlyList<Tour> Tours, int Month, int Bound, bool IsProven)
    {
        /// <summary>The line up to its first short month.</summary>
        public LineNeed Considered => Need with { Months = Math.Min(Need.Months, Month + 1) };
    }
}
