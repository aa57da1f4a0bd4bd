using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>A start and a mode for each activity of an instance, with the values of the objectives.</summary>
internal sealed class Plan
{
    public Plan(Instance instance, int[] start, int[] mode)
    {
        Instance = instance;
        Start = start;
        Mode = mode;
        Values = [.. instance.Objectives.Select(Value)];
    }

    public Instance Instance { get; }

    public int[] Start { get; }

    public int[] Mode { get; }

    /// <summary>Values, in the order of the objectives.</summary>
    public long[] Values { get; }

    public InstanceMode ModeOf(int j) => Instance.Modes[j][Mode[j]];

    public int Finish(int j) => Start[j] + ModeOf(j).Duration;

    public bool IsBetterThan(Plan? other) => other is null || Values.AsSpan().SequenceCompareTo(other.Values) < 0;

    public IReadOnlyList<ScheduledActivity> ToSchedule() =>
        [.. Enumerable.Range(0, Instance.Count).Select(j => new ScheduledActivity(Instance.Activities[j].Id, ModeOf(j).Id, Start[j], Finish(j)))];

    private long Value(Objective objective)
    {
        long value = 0;
        for (var j = 0; j < Start.Length; j++)
        {
            var finish = Finish(j);
            value = objective switch
            {
                Objective.Closure => Math.Max(value, finish),
                Objective.WeightedLateness => value + (Instance.Weight[j] * Math.Max(0, finish - (Instance.Due[j] ?? finish))),
                Objective.WeightedCompletion => value + (Instance.Weight[j] * finish),
                _ => value + ModeOf(j).Cost,
            };
        }

        return value;
    }
}
