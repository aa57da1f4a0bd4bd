using Summit.Api.V1;
using Summit.Kernel;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Resources;

/// <summary>Rules for every stored figure: it has a source, and its range is in order.</summary>
internal static class FigureRules
{
    /// <summary>Requires a title and, unless the figure is our own assumption, a day of publication.</summary>
    public static void RequireSource(this Violations violations, Source? source, string field)
    {
        violations.Require(source is { Title.Length: > 0 }, $"{field}.source.title", "is not set; give the title of the publication");
        violations.Require(source is not { PublishDate: null, Confidence: Confidence.Checked or Confidence.Recalled }, $"{field}.source.publish_date",
            "is not set; give the day of publication, or confidence CONFIDENCE_ASSUMED for an assumption");
    }

    /// <summary>Requires that low, mid and high are in ascending order.</summary>
    public static void RequireOrder(this Violations violations, DailyCapacity capacity, string field) =>
        RequireOrder(violations, capacity.Low, capacity.Mid, capacity.High, field);

    /// <inheritdoc cref="RequireOrder(Violations, DailyCapacity, string)"/>
    public static void RequireOrder(this Violations violations, Range range, string field) =>
        RequireOrder(violations, range.Low, range.Mid, range.High, field);

    private static void RequireOrder(Violations violations, double low, double mid, double high, string field) =>
        violations.Require(low <= mid && mid <= high, field, $"{low}, {mid}, {high} are not in ascending order; the order must be low <= mid <= high");
}
