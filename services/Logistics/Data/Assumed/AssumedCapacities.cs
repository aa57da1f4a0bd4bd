using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;
using Summit.Logistics.V1;
using Summit.Store;

namespace Summit.Logistics.Data.Assumed;

/// <summary>Nodes or arcs with another capacity: one figure, or the held range times one factor.</summary>
/// <param name="type">The type.</param>
/// <param name="field">Its field with the capacity.</param>
internal sealed class AssumedCapacities<T>(ResourceType<T> type, string field) : AssumedTarget
    where T : class, IMessage<T>, IDeepCloneable<T>, new()
{
    private readonly FieldDescriptor _field = type.Descriptor.FindFieldByName(field);

    public override ResourceType Type => type;

    protected override AssessmentOverride? Assume(ImportWrite write, ImportedRow row, AssessDeploymentRequest question, Violations found)
    {
        if (HeldOf(write, type, row, found) is not { } held)
        {
            return null;
        }

        var next = AsInRow(row, held);
        var rest = next.Clone();
        _field.Accessor.SetValue(rest, _field.Accessor.GetValue(held));
        RequireSame(row, held, rest, field, found);
        if (_field.Accessor.GetValue(next) is not DailyCapacity capacity)
        {
            return null;
        }

        var before = _field.Accessor.GetValue(held) as DailyCapacity;
        var assumed = new AssessmentOverride { Capacity = new CapacityOverride { Name = row.Name } };
        if (capacity.Equals(before) && Of(question, assumed) is null)
        {
            return null;
        }

        if (capacity.Low == capacity.Mid && capacity.Mid == capacity.High)
        {
            assumed.Capacity.TonnesPerDay = capacity.Mid;
        }
        else if (before is { Mid: > 0 } && IsTimes((double)capacity.Mid / before.Mid, before, capacity))
        {
            assumed.Capacity.Factor = (double)capacity.Mid / before.Mid;
        }
        else
        {
            found.Require(holds: false, field, $"is another range than the one on record; a scenario can assume one figure for low, mid and high, or {Words(before)} times one factor");
        }

        return assumed;
    }

    // The figures of a table are rounded to tonnes.
    private static bool IsTimes(double factor, DailyCapacity before, DailyCapacity capacity) =>
        Math.Abs((before.Low * factor) - capacity.Low) <= 1 && Math.Abs((before.High * factor) - capacity.High) <= 1;

    private static string Words(DailyCapacity? range) => range is null ? "a range on record" : $"{range.Low}, {range.Mid} and {range.High}";
}
