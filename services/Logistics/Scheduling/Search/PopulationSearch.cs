namespace Summit.Logistics.Scheduling.Search;

/// <summary>
/// Improves the closure of projects on shared resources: it keeps a population of plans, takes a span of the order of one plan into
/// that of another, and moves the result forward and backward. Where many activities share large resources, many short attempts find
/// more than a solver on the whole problem.
/// </summary>
internal sealed class PopulationSearch(Instance instance, WorkMeter meter, Action<Plan> found)
{
    // Smaller problems are solved by the solver as a whole; larger ones are improved in parts.
    private const int Fewest = 60;
    private const int Most = 400;

    private const int Size = 60;
    private const double SwapShare = 0.04;

    // Building a plan three times takes about so much of a core for each activity.
    private const double WorkOfChild = 1.2e-6;

    private readonly CounterRandom _random = new((meter.Seed * 1_000_003) + 11);
    private readonly int[] _rank = Ranks(instance);

    /// <summary>Whether this kind of search suits a problem: one mode each, no stocks, and resources that several activities can share.</summary>
    public static bool Suits(Instance instance) =>
        instance.Count is > Fewest and <= Most && instance.Modes.All(m => m.Length == 1) && instance.Stocks.Length == 0 && !instance.HasDeadlines && instance.Capacity.Any(c => c.Max > 1);

    /// <summary>Searches until the work is used or the bound is reached.</summary>
    public Plan Improve(Plan plan, long bound, double work)
    {
        var until = meter.Used + work;
        var best = plan;
        while (!IsOver())
        {
            var population = Begin(best);
            var fruitless = 0;
            while (!IsOver() && fruitless < Size * 40)
            {
                var child = Child(population[Tournament(population)], population[Tournament(population)]);
                fruitless++;
                if (child is null)
                {
                    continue;
                }

                var place = Replaced(population, child);
                if (place >= 0)
                {
                    fruitless = child.Values[0] < population[place].Values[0] ? 0 : fruitless;
                    population[place] = child;
                }

                if (child.IsBetterThan(best))
                {
                    best = child;
                    found(best);
                }
            }
        }

        return best;

        bool IsOver() => best.Values[0] <= bound || meter.Used >= until || meter.IsOver;
    }

    // The best plan so far and plans by rules with much noise.
    private Plan[] Begin(Plan best)
    {
        var rules = PriorityRules.All(instance);
        var population = new List<Plan> { best };
        for (var i = 1; i < Size; i++)
        {
            meter.Charge(WorkOfChild * instance.Count);
            population.Add(Built(PriorityRules.WithNoise(rules[i % rules.Count], 0.1 + (0.4 * _random.Fraction()), _random)) ?? best);
        }

        return [.. population];
    }

    private int Tournament(Plan[] population)
    {
        var (a, b) = (_random.Below(population.Length), _random.Below(population.Length));
        return population[a].Values[0] <= population[b].Values[0] ? a : b;
    }

    private Plan? Child(Plan father, Plan mother)
    {
        meter.Charge(WorkOfChild * instance.Count);
        var (order, other) = (OrderOf(father), OrderOf(mother));
        var n = order.Length;
        var (from, to) = (_random.Below(n), _random.Below(n));
        (from, to) = (Math.Min(from, to), Math.Max(from, to));
        var taken = new bool[n];
        var list = new List<int>(n);
        Add(order.Take(from));
        Add(other, to);
        Add(order);
        for (var i = 0; i + 1 < n; i++)
        {
            if (_random.Fraction() < SwapShare)
            {
                (list[i], list[i + 1]) = (list[i + 1], list[i]);
            }
        }

        var key = new long[n];
        for (var i = 0; i < n; i++)
        {
            key[list[i]] = i;
        }

        return Built(key);

        void Add(IEnumerable<int> some, int most = int.MaxValue)
        {
            foreach (var j in some)
            {
                if (list.Count >= most)
                {
                    return;
                }

                if (!taken[j])
                {
                    taken[j] = true;
                    list.Add(j);
                }
            }
        }
    }

    private Plan? Built(long[] key) => new SerialSchedule(instance).Build(key, null, meter.Token) is { } plan ? Justification.Improve(plan, 2, meter.Token) : null;

    // The worst plan, unless it is better or the same start hours are there already.
    private static int Replaced(Plan[] population, Plan child)
    {
        var worst = 0;
        for (var i = 0; i < population.Length; i++)
        {
            if (population[i].Values[0] == child.Values[0] && population[i].Start.AsSpan().SequenceEqual(child.Start))
            {
                return -1;
            }

            worst = population[i].Values[0] > population[worst].Values[0] ? i : worst;
        }

        return child.Values[0] <= population[worst].Values[0] ? worst : -1;
    }

    private int[] OrderOf(Plan plan)
    {
        var order = Enumerable.Range(0, instance.Count).ToArray();
        Array.Sort(order, (a, b) => plan.Start[a] != plan.Start[b] ? plan.Start[a].CompareTo(plan.Start[b]) : _rank[a].CompareTo(_rank[b]));
        return order;
    }

    private static int[] Ranks(Instance instance)
    {
        var rank = new int[instance.Count];
        foreach (var (position, j) in instance.Order.Index())
        {
            rank[j] = position;
        }

        return rank;
    }
}
