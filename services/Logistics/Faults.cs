using Summit.Api.V1;
using Summit.Policy.Rules;
using Summit.Hosting.Errors;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics;

/// <summary>Collects what is wrong with a request or a resource, so that it is all said at once.</summary>
internal sealed class Faults
{
    private readonly List<FieldViolation> _found = [];

    public IReadOnlyList<FieldViolation> Found => _found;

    /// <summary>Notes a fault when the condition holds.</summary>
    public void When(bool wrong, string field, string description)
    {
        if (wrong)
        {
            _found.Add(new FieldViolation(field, description));
        }
    }

    /// <summary>Whatever came from outside says where from; our own assumptions have no day of publication.</summary>
    public void NeedsSource(Source? source, string field)
    {
        When(source is null or { Title.Length: 0 }, $"{field}.source.title", "is not set; needed is the title of the publication");
        When(source is { PublishDate: null } and { Confidence: Confidence.Checked or Confidence.Recalled }, $"{field}.source.publish_date",
            "is not set; needed is the day of publication, or confidence CONFIDENCE_ASSUMED for an assumption");
    }

    /// <summary>Low, mid and high stand in order.</summary>
    public void NeedsOrder(DailyCapacity capacity, string field) =>
        When(capacity.Low > capacity.Mid || capacity.Mid > capacity.High, field, $"{capacity.Low}, {capacity.Mid}, {capacity.High} do not rise; allowed is low <= mid <= high");

    /// <inheritdoc cref="NeedsOrder(DailyCapacity, string)"/>
    public void NeedsOrder(Range range, string field) =>
        When(range.Low > range.Mid || range.Mid > range.High, field, $"{range.Low}, {range.Mid}, {range.High} do not rise; allowed is low <= mid <= high");

    /// <exception cref="InvalidFieldsException">Something was noted.</exception>
    public void Throw()
    {
        if (_found.Count > 0)
        {
            throw new InvalidFieldsException(_found);
        }
    }
}
