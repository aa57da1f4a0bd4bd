using Google.OrTools.Sat;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>A model with the variables of its activities.</summary>
internal sealed class CpModelVariables(Instance instance, Plan? basePlan)
{
    private readonly IntVar?[] _start = new IntVar?[instance.Count];
    private readonly LinearExpr?[] _end = new LinearExpr?[instance.Count];
    private readonly BoolVar[][] _chosen = new BoolVar[instance.Count][];
    private readonly IntervalVar[][] _intervals = new IntervalVar[instance.Count][];

    public CpModel Model { get; } = new();

    /// <summary>Whether building the model has shown that it has no solution.</summary>
    public bool IsImpossible { get; set; }

    public LinearExpr Start(int j) => _start[j]!;

    public LinearExpr End(int j) => _end[j]!;

    public BoolVar[] Chosen(int j) => _chosen[j];

    public IntervalVar[] Intervals(int j) => _intervals[j];

    public void Add(int j, IntVar start, LinearExpr end, BoolVar[] chosen, IntervalVar[] intervals) =>
        (_start[j], _end[j], _chosen[j], _intervals[j]) = (start, end, chosen, intervals);

    /// <summary>Gives a plan to the solver as a hint.</summary>
    public void Hint(Plan plan)
    {
        for (var j = 0; j < instance.Count; j++)
        {
            if (_start[j] is { } start)
            {
                Model.AddHint(start, plan.Start[j]);
                for (var m = 0; m < _chosen[j].Length; m++)
                {
                    Model.AddHint(_chosen[j][m], plan.Mode[j] == m);
                }
            }
        }
    }

    /// <summary>The plan of a solution.</summary>
    public Plan Read(Func<LinearExpr, long> value, Func<ILiteral, bool> isTrue)
    {
        var (start, mode) = (new int[instance.Count], new int[instance.Count]);
        for (var j = 0; j < instance.Count; j++)
        {
            start[j] = _start[j] is { } variable ? (int)value(variable) : basePlan!.Start[j];
            mode[j] = _start[j] is null ? basePlan!.Mode[j] : Math.Max(0, Array.FindIndex(_chosen[j], c => isTrue(c)));
        }

        return new Plan(instance, start, mode);
    }
}
