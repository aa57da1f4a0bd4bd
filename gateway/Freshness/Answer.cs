using System.Globalization;
using Grpc.Core;

namespace Summit.Gateway.Freshness;

/// <summary>A revision of one service at which an answer was read.</summary>
/// <param name="Epoch">Epoch of the store.</param>
/// <param name="Number">Number of the commit.</param>
internal readonly record struct ReadAt(string Epoch, long Number)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}@{Epoch}");
}

/// <summary>What a service answered: the bytes as they stood on the wire, the status, and what was read. Immutable.</summary>
internal sealed class Answer
{
    private VectorText? _text;

    /// <summary>Status of the call.</summary>
    public required StatusCode Status { get; init; }

    /// <summary><c>grpc-message</c> as it stood on the wire; null without one.</summary>
    public string? Message { get; init; }

    /// <summary><c>grpc-status-details-bin</c> as it stood on the wire; null without one.</summary>
    public string? Details { get; init; }

    /// <summary>The framed message; empty for an error.</summary>
    public required byte[] Body { get; init; }

    /// <summary><c>summit-revision</c> as the service wrote it; null without one.</summary>
    public string? Vector { get; init; }

    /// <summary>One revision for every service that the method reads, in the order of its plan; null when one is missing.</summary>
    public ReadAt[]? Read { get; init; }

    /// <summary>When the service answered, by the wall clock; says how old an answer is that may be out of date.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether this is an answer that may be kept: complete, and a result or a certain absence.</summary>
    public bool Keepable => Read is not null && (Status is StatusCode.OK or StatusCode.NotFound);

    /// <summary>A number that never falls from an older to a newer answer of the same epochs.</summary>
    public long Rank => Read!.Sum(r => r.Number);

    /// <summary>Bytes that the answer keeps alive, roughly.</summary>
    public int Bytes => Body.Length + (2 * ((Message?.Length ?? 0) + (Details?.Length ?? 0) + (Vector?.Length ?? 0))) + (64 * (Read?.Length ?? 0));

    /// <summary>The vector at which the answer is known to hold; kept until a store moves on, since most answers outlive many reads.</summary>
    public string VectorAt(ReadPlan plan, ReadOnlySpan<long> validAt)
    {
        var text = _text;
        if (text is null || !validAt.SequenceEqual(text.ValidAt))
        {
            _text = text = new VectorText(validAt.ToArray(), plan.Format(this, validAt));
        }

        return text.Text;
    }

    private sealed record VectorText(long[] ValidAt, string Text);
}
