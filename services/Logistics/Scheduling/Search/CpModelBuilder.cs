using Google.OrTools.Sat;
using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>The contents of a model.</summary>
/// <param name="Objective">Index of the objective to minimise; -1: any schedule is acceptable.</param>
/// <param name="Base">The initial plan. It is required when some activity is not free.</param>
internal sealed record CpModelRequest(int Objective, Plan? Base)
{
    /// <summary>Which activities may move; the others stay as in the base plan. Null: all.</summary>
    public bool[]? Free { get; init; }

    /// <summary>Pairs in which the second starts after the first has finished, in addition to the precedences of the problem.</summary>
    public IReadOnlyList<(int Before, int After)> Chains { get; init; } = [];

    /// <summary>Value that the objective must not exceed; null: no limit.</summary>
    public long? Limit { get; init; }

    /// <summary>Values that the preceding objectives must not exceed.</summary>
    public IReadOnlyList<long> Kept { get; init; } = [];

    /// <summary>The bound of the objective that is already known.</summary>
    public long Bound { get; init; }

    /// <summary>Whether to minimise the sum of finish hours instead. This compacts a neighbourhood in which closure does not change.</summary>
    public bool Compact { get; init; }
}

/// <summary>Makes a CP-SAT model of an instance: a start for each free activity and an optional interval for each mode.</summary>
internal sealed class CpModelBuilder
{
    private readonly Instance _instance;
    private readonly CpModelRequest _request;
    private readonly CpModelVariables _variables;
    private readonly int _end;

    private CpModelBuilder(Instance instance, CpModelRequest request)
    {
        (_instance, _request) = (instance, request);
        _variables = new CpModelVariables(instance, request.Base);
        // Nothing can finish after a closure that must be kept or improved.
        var closure = instance.Objectives.Index().Where(o => o.Item == Objective.Closure)
            .Select(o => o.Index < request.Kept.Count ? request.Kept[o.Index] : o.Index == request.Objective ? request.Limit ?? request.Base?.Values[o.Index] : null)
            .FirstOrDefault() ?? int.MaxValue;
        _end = (int)Math.Min(closure, instance.Horizon);
    }

    private CpModel Model => _variables.Model;

    public static CpModelVariables Build(Instance instance, CpModelRequest request)
    {
        var builder = new CpModelBuilder(instance, request);
        foreach (var j in instance.Order.Where(builder.IsFree))
        {
            if (!builder.AddActivity(j))
            {
                builder._variables.IsImpossible = true;
                return builder._variables;
            }
        }

        builder.AddPrecedences();
        CpResources.Add(instance, request, builder._variables, builder.IsFree);
        CpObjectives.Add(instance, request, builder._variables, builder.IsFree, builder._end);
        if (request.Base is { } plan && request.Limit is null)
        {
            builder._variables.Hint(plan);
        }

        return builder._variables;
    }

    private bool IsFree(int j) => _request.Free is null || _request.Free[j];

    private bool AddActivity(int j)
    {
        long from = _instance.Head[j];
        long to = Math.Min(_instance.Deadline[j], _end - (long)_instance.Tail[j]);
        foreach (var (before, lag) in _instance.Before[j].Where(l => !IsFree(l.Other)))
        {
            from = Math.Max(from, (long)_request.Base!.Finish(before) + lag);
        }

        foreach (var (after, lag) in _instance.After[j].Where(l => !IsFree(l.Other)))
        {
            to = Math.Min(to, (long)_request.Base!.Start[after] - lag);
        }

        if (to - _instance.ShortestDuration[j] < from)
        {
            return false;
        }

        var start = Model.NewIntVar(from, to - _instance.ShortestDuration[j], "");
        var modes = _instance.Modes[j];
        if (modes.Length == 1)
        {
            _variables.Add(j, start, start + modes[0].Duration, [], [Model.NewFixedSizeIntervalVar(start, modes[0].Duration, "")]);
            return true;
        }

        var chosen = modes.Select(_ => Model.NewBoolVar("")).ToArray();
        Model.AddExactlyOne(chosen);
        var end = start + LinearExpr.WeightedSum(chosen, modes.Select(m => (long)m.Duration));
        Model.Add(end <= to);
        _variables.Add(j, start, end, chosen, [.. modes.Select((m, i) => Model.NewOptionalFixedSizeIntervalVar(start, m.Duration, chosen[i], ""))]);
        return true;
    }

    private void AddPrecedences()
    {
        foreach (var j in _instance.Order.Where(IsFree))
        {
            foreach (var (before, lag) in _instance.Before[j].Where(l => IsFree(l.Other)))
            {
                Model.Add(_variables.Start(j) >= _variables.End(before) + lag);
            }
        }

        foreach (var (before, after) in _request.Chains)
        {
            Model.Add(_variables.Start(after) >= _variables.End(before));
        }
    }
}
