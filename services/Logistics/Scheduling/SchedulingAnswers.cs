using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.V1;
using Entry = Summit.Logistics.Scheduling.Model.ScheduledActivity;

namespace Summit.Logistics.Scheduling;

/// <summary>Converts results to answers. The enums of both sides have the same order.</summary>
internal static class SchedulingAnswers
{
    public static SchedulingAnswer ToAnswer(SchedulingResult result) => new()
    {
        Status = (SchedulingAnswer.Types.Status)((int)result.Status + 1),
        Schedule = { result.Schedule.Select(ToEntry) },
        Values = { result.Objectives.Select(ToValue) },
        Reasons = { result.Reasons.Select(ToReason) },
        Reproducible = result.Reproducible,
        Work = result.Work,
    };

    public static FoundSchedule ToFound(Incumbent incumbent) => new() { Schedule = { incumbent.Schedule.Select(ToEntry) }, Values = { incumbent.Values } };

    private static V1.ScheduledActivity ToEntry(Entry entry) =>
        new() { Activity = entry.Activity, Mode = entry.Mode, StartHour = entry.StartHour, FinishHour = entry.FinishHour };

    private static SchedulingValue ToValue(ObjectiveValue value)
    {
        var answer = new SchedulingValue
        {
            Objective = (SchedulingObjective)((int)value.Objective + 1),
            Value = value.Value ?? 0,
            Bound = value.Bound,
            BoundSource = (SchedulingValue.Types.BoundSource)((int)value.Source + 1),
            BoundResource = value.Resource ?? "",
            Proven = value.Proven,
        };
        if (value.Gap is { } gap)
        {
            answer.GapPercent = gap * 100;
        }

        return answer;
    }

    private static SchedulingReason ToReason(InfeasibilityReason reason) => new()
    {
        Kind = (SchedulingReason.Types.Kind)((int)reason.Kind + 1),
        Activity = reason.Activity,
        Resource = reason.Resource,
        Stock = reason.Stock,
        Message = reason.Message,
    };
}
