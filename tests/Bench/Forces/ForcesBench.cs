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

    public static Task RunAsync(string[] arguments)
    {
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

        return Task.CompletedTask;
    }

    private static void Print(string what, Func<string> run)
    {
        var watch = Stopwatch.StartNew();
        var result = run();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalSeconds:0.000} s, {result}"));
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

    private static string Generation(int units, int lines)
    {
        var problem = new GenerationProblem(
            [.. Enumerable.Range(0, lines).Select(i => new GenerationLine($"l{i}", new HashSet<UnitType> { Types[i % Types.Length] }, 1_500 + (i * 53 % 17 * 100), 1 + (i % 3), i % 4 == 0 ? 30 : null))],
            [.. Enumerable.Range(0, units).Select(i => new GenerationUnit($"nations/A{i % 30}/u{i:0000}", $"nations/A{i % 30}", Types[i * 7 % Types.Length], 150 + (i * 37 % 11 * 40), i * 13 % 60, 1_000 + (i % 5 * 800)))],
            GenerationProblem.DefaultObjectives);
        var result = ForceGenerator.Solve(problem, default);
        return string.Join(", ", result.Objectives.Select(o => $"{o.Objective} {o.Value} (bound {o.Bound})"));
    }
}
