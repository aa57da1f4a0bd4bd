using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;

namespace Summit.Bench.Planner;

/// <summary>
/// Cases of the same families as the public ones, generated with a seed. Projects have the published parameters of PSPLIB
/// (Kolisch, Sprecher, Drexl 1995): 4 resources, durations and demands 1 to 10, network complexity 1.5 to 2.1, resource factor
/// 0.25 to 1, resource strength 0.2 to 1 (j30, j60) or 0.1 to 0.5 (j120). Job shops are of Taillard's form (1993): each job
/// visits every machine once, 1 to 99 hours each. Their optima are not known, so gaps are to the best bound of the run.
/// </summary>
internal static class GeneratedCases
{
    private const int Resources = 4;
    private const int MostSuccessors = 3;
    private static readonly double[] Complexities = [1.5, 1.8, 2.1];

    // The best plans of any run, the planner's and the solver's; the first and the last are proven.
    private static readonly long[] BestOf120 = [101, 96, 151, 101, 76];

    /// <summary>The cases.</summary>
    public static IEnumerable<PlannerCase> All()
    {
        foreach (var (form, jobs, strengths) in new[] { ("j30", 30, new[] { 0.2, 0.5, 0.7, 1.0 }), ("j60", 60, [0.2, 0.5, 0.7, 1.0]), ("j120", 120, [0.1, 0.2, 0.3, 0.4, 0.5]) })
        {
            foreach (var (i, strength) in strengths.Index())
            {
                var factor = 0.25 * (1 + (i % 4));
                yield return new PlannerCase(
                    $"{form}_generated", $"{form}_rs{strength:F1}_rf{factor:F2}", null, Project(jobs, Complexities[i % 3], factor, strength, new CounterRandom((jobs * 100) + i)), true,
                    jobs == 120 ? BestOf120[i] : null);
            }
        }

        for (var i = 0; i < 4; i++)
        {
            yield return new PlannerCase("job_shop_generated", $"10x10_{i}", null, JobShop(10, 10, new CounterRandom(7000 + i)), true);
        }
    }

    private static SchedulingProblem JobShop(int jobs, int machines, CounterRandom random)
    {
        var problem = new SchedulingProblem { Resources = { Enumerable.Range(0, machines).Select(m => new SchedulingResource { Id = $"m{m:D2}", Capacity = 1 }) } };
        for (var job = 0; job < jobs; job++)
        {
            var order = Enumerable.Range(0, machines).Select(m => (Key: random.Fraction(), Machine: m)).Order().ToList();
            for (var i = 0; i < machines; i++)
            {
                problem.Activities.Add(new SchedulingActivity
                {
                    Id = $"{job:D2}-{i:D2}",
                    Modes = { new SchedulingMode { Id = "only", DurationHours = 1 + random.Below(99), Demands = { new SchedulingDemand { Resource = $"m{order[i].Machine:D2}", Amount = 1 } } } },
                });
                if (i > 0)
                {
                    problem.Precedences.Add(new SchedulingPrecedence { Before = $"{job:D2}-{i - 1:D2}", After = $"{job:D2}-{i:D2}" });
                }
            }
        }

        return problem;
    }

    private static SchedulingProblem Project(int jobs, double complexity, double factor, double strength, CounterRandom random)
    {
        var durations = Enumerable.Range(0, jobs).Select(_ => 1 + random.Below(10)).ToArray();
        var demands = Enumerable.Range(0, jobs).Select(_ => Enumerable.Range(0, Resources).Select(_ => random.Fraction() < factor ? 1 + random.Below(10) : 0).ToArray()).ToArray();
        var before = Network(jobs, complexity, random);
        var starts = new int[jobs];
        for (var j = 0; j < jobs; j++)
        {
            starts[j] = before[j].Select(b => starts[b] + durations[b]).DefaultIfEmpty().Max();
        }

        var problem = new SchedulingProblem();
        for (var r = 0; r < Resources; r++)
        {
            // Strength 0: just enough for the largest demand. Strength 1: enough for the earliest starts.
            var least = demands.Max(d => d[r]);
            var most = starts.Max(at => Enumerable.Range(0, jobs).Where(j => starts[j] <= at && at < starts[j] + durations[j]).Sum(j => demands[j][r]));
            problem.Resources.Add(new SchedulingResource { Id = $"r{r}", Capacity = Math.Max(1, (int)Math.Round(least + (strength * (most - least)))) });
        }

        for (var j = 0; j < jobs; j++)
        {
            var mode = new SchedulingMode { Id = "only", DurationHours = durations[j] };
            mode.Demands.Add(Enumerable.Range(0, Resources).Where(r => demands[j][r] > 0).Select(r => new SchedulingDemand { Resource = $"r{r}", Amount = demands[j][r] }));
            problem.Activities.Add(new SchedulingActivity { Id = $"{j:D3}", Modes = { mode } });
            problem.Precedences.Add(before[j].Select(b => new SchedulingPrecedence { Before = $"{b:D3}", After = $"{j:D3}" }));
        }

        return problem;
    }

    // Each job follows an earlier one, except for the first three; then more arcs that are not implied, up to the complexity.
    private static List<int>[] Network(int jobs, double complexity, CounterRandom random)
    {
        var before = Enumerable.Range(0, jobs).Select(_ => new List<int>()).ToArray();
        var successors = new int[jobs];
        for (var j = 3; j < jobs; j++)
        {
            Link(random.Below(j), j);
        }

        for (var attempt = 0; attempt < 100 * jobs && before.Sum(b => b.Count) < complexity * jobs; attempt++)
        {
            var to = 1 + random.Below(jobs - 1);
            var from = random.Below(to);
            if (before[to].Count < MostSuccessors && !Follows(before, to, from))
            {
                Link(from, to);
            }
        }

        return before;

        // From the job, or from the next one before it that has a place for a successor.
        void Link(int from, int to)
        {
            var free = Enumerable.Range(0, to).Select(i => (from + i) % to).FirstOrDefault(f => successors[f] < MostSuccessors && !before[to].Contains(f), -1);
            if (free >= 0)
            {
                successors[free]++;
                before[to].Add(free);
            }
        }
    }

    private static bool Follows(List<int>[] before, int job, int other) => before[job].Any(b => b == other || (b > other && Follows(before, b, other)));
}
