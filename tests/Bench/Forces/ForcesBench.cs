using System.Diagnostics;
using System.Globalization;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Rotation.Planning;
using Summit.Logistics.V1;

namespace Summit.Bench.Forces;

/// <summary>
/// How long a match and a rotation plan take, and how that grows: <c>forces</c>. The same made-up units each time: sizes and days
/// by a fixed rule, so that two runs measure the same work.
/// </summary>
internal static class ForcesBench
{
    private static readonly UnitType[] Types = [.. Enum.GetValues<UnitType>().Where(t => t != UnitType.Unspecified)];

    private static string _only = "";

    /// <param name="arguments">A word of what to measure, for example <c>generation</c>; none for everything.</param>
    public static Task RunAsync(string[] arguments)
    {
        _only = arguments.FirstOrDefault("");
        // Something to compare with: how fast this machine is right now.
        Print("for comparison with rotation and generation: two million numbers sorted", Sorted);
        Rotation(60, 60); // once for the runtime's own start
        foreach (var (units, months) in new[] { (60, 60), (600, 60), (60, 600), (600, 600) })
        {
            Print($"rotation: {units} units, {Types.Length} lines, {months} months", () => Rotation(units, months));
        }

        Generation(50, 10);
        foreach (var (units, lines) in new[] { (500, 60), (1_600, 190), (5_000, 600) })
        {
            Print($"generation: {units} units, {lines} lines", () => Generation(units, lines));
        }

        Print("generation: 600 units, 60 lines, each filled by half of the types", () => Generation(600, 60, typesOfLine: 5));
        Print("generation: 600 units, 60 lines, fewer persons than needed", () => Generation(600, 60, typesOfLine: 5, extra: 2_000));
        Print("generation: 600 units, 60 lines, enablers", () => Generation(600, 60, enablers: true));

        return Task.CompletedTask;
    }

    private static void Print(string what, Func<string> run)
    {
        if (!what.Contains(_only, StringComparison.Ordinal))
        {
            return;
        }

        // Processor time too: it says how much work there was when other programs share the machine.
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = run();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalSeconds:0.000} s, processor {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.000} s, {result}"));
    }

    private static string Sorted()
    {
        var random = 1UL;
        var numbers = Enumerable.Range(0, 2_000_000).Select(_ => random = (random * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407).ToArray();
        Array.Sort(numbers);
        return $"first {numbers[0]}";
    }

    private static string Rotation(int units, int months)
    {
        var terms = new RotationTerms(6, 18, 1);
        var (proven, shorts) = (0, 0);
        for (var line = 0; line < Types.Length; line++)
        {
            var own = Enumerable.Range(0, units / Types.Length).Select(i => new RotationUnit($"u{i:000}", 300 + (i * 37 % 11 * 70), null, i % 3)).ToList();
            // Every second line needs a little more than the formula's most, so that it breaks and has to be proven.
            var level = ClosedBound.Rule(terms).Sustainable(own.Sum(u => u.Persons), 1);
            var need = new LineNeed($"l{line}", line % 2 == 0 ? level * 9 / 10 : level * 11 / 10, months, own);
            var plan = LinePlanner.Plan(need, terms, default);
            LinePlanner.Level(need, terms, default);
            if (plan.ShortMonth is not null && shorts++ == 0)
            {
                LineMends.Of(need, terms, default);
            }

            proven += plan.IsProven ? 1 : 0;
        }

        return $"{shorts} lines short, {proven} of {Types.Length} proven";
    }

    private static string Generation(int units, int lines, int typesOfLine = 1, int extra = 0, bool enablers = false)
    {
        var problem = new GenerationProblem(
            [.. Enumerable.Range(0, lines).Select(i => new GenerationLine($"l{i}", Enumerable.Range(i, typesOfLine).Select(t => Types[t % Types.Length]).ToHashSet(), 1_500 + extra + (i * 53 % 17 * 100), 1 + (i % 3), i % 4 == 0 ? 30 : null))],
            [.. Enumerable.Range(0, units).Select(i => new GenerationUnit($"nations/A{i % 30}/u{i:0000}", $"nations/A{i % 30}", Types[i * 7 % Types.Length], 150 + (i * 37 % 11 * 40), i * 13 % 60, 1_000 + (i % 5 * 800)))],
            GenerationProblem.DefaultObjectives)
        {
            // The last line of every ten is what the others cannot do without, and there is for three quarters of all what nobody provides.
            Enablers = enablers ? [.. Enumerable.Range(0, lines / 10).Select(i => Limit(i * 10)), new([.. Enumerable.Range(0, lines)], 1, null, 0, lines * 1_700L)] : [],
        };
        var result = ForceGenerator.Solve(problem, default);
        return string.Join(", ", result.Objectives.Select(o => $"{o.Objective} {o.Value} (bound {o.Bound})"));
    }

    private static EnablerLimit Limit(int first) => new([.. Enumerable.Range(first, 9)], 2_300, first + 9, 9 * 2_300, 0);
}
