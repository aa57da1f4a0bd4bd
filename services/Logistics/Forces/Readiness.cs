using System.Globalization;
using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The readiness of a unit: that of its least ready component, or of the unit as a whole.</summary>
/// <param name="Value">0 (none) to 1 (full).</param>
/// <param name="Detail">The value, its component and the day of its assessment, in words.</param>
internal readonly record struct Readiness(double Value, string Detail)
{
    /// <summary>A unit's readiness; null when it is not known.</summary>
    public static Readiness? Of(ForceElement unit)
    {
        if (unit.ReadinessComponents.Count == 0)
        {
            return unit.HasReadiness ? new(unit.Readiness, unit.Readiness.ToString(CultureInfo.InvariantCulture)) : null;
        }

        var least = unit.ReadinessComponents.OrderBy(c => c.Value).ThenBy(c => c.Kind).First();
        return new(least.Value, string.Create(CultureInfo.InvariantCulture, $"{least.Value} ({least.Kind.ToString().ToLowerInvariant()}, assessed {least.AssessDate.ToDateOnly():yyyy-MM-dd})"));
    }
}
