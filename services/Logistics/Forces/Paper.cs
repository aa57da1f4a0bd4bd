using System.Globalization;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.PaperUnit.Types.Kind;

namespace Summit.Logistics.Forces;

/// <summary>Units that count on paper only.</summary>
internal static class Paper
{
    /// <summary>Why a unit may not be used for any line; null when it may.</summary>
    public static PaperUnit? Of(PoolUnit unit, GenerateForceRequest request, Promises promises, Commitments commitments, IReadOnlyDictionary<string, string> unapproved)
    {
        var element = unit.Element;
        if (commitments.On(element) is { } commitment)
        {
            return Unit(element, Kind.Committed, $"bound by a standing commitment: {commitment}");
        }

        if (unapproved.TryGetValue(unit.Nation, out var why))
        {
            return Unit(element, Kind.NotApproved, $"its nation's approval is not on record: {why}");
        }

        if (Readiness.Of(element) is { } readiness && readiness.Value < request.MinimumReadiness)
        {
            return Unit(element, Kind.BelowReadiness, string.Create(CultureInfo.InvariantCulture, $"readiness {readiness.Detail} is below the {request.MinimumReadiness} asked for"));
        }

        var caveats = element.Caveats.Concat(promises.Caveats(element.Name)).Distinct().ToList();
        if (caveats.Count > 0)
        {
            return Unit(element, Kind.Caveat, $"caveat: {string.Join("; ", caveats)}");
        }

        return !request.OfferedOnly ? null
            : !promises.Named(element.Name) ? Unit(element, Kind.NotOffered, "no published offer names it")
            : promises.OpenConditions(element.Name) is { Count: > 0 } open ? Unit(element, Kind.ConditionOpen, $"its offer has conditions: {string.Join("; ", open)}")
            : null;
    }

    /// <summary>A unit whose notice is too long for a line.</summary>
    public static PaperUnit TooLate(PoolUnit unit, int readyBy) =>
        Unit(unit.Element, Kind.NoticeTooLong, $"can leave on day {unit.NoticeDays.Mid} at mid notice; the line needs it by day {readyBy}");

    private static PaperUnit Unit(ForceElement element, Kind kind, string detail) => new() { ForceElement = element.Name, Kind = kind, Detail = detail };
}
