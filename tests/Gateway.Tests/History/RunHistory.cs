using System.Text.Json;

namespace Summit.Gateway.Tests.History;

internal enum OperationKind
{
    Get,
    List,
    Write,
}

/// <summary>One call as its client saw it. Times are microseconds of one monotonic clock.</summary>
internal sealed record Operation
{
    public required int Id { get; init; }

    public required string Client { get; init; }

    /// <summary><c>gateway-1</c>, <c>gateway-2</c>, or <c>service</c> for calls past the gateways.</summary>
    public required string Via { get; init; }

    /// <summary>Which process of that name answered; -1 when it was replaced during the call.</summary>
    public required int Life { get; init; }

    /// <summary>Whose view it is: <c>viewer</c>, <c>secretariat</c>, or the nation of a delegation.</summary>
    public required string Scope { get; init; }

    public required OperationKind Kind { get; init; }

    /// <summary>Path of the method.</summary>
    public required string Method { get; init; }

    /// <summary>The resource, or the parent of what is listed.</summary>
    public required string Name { get; init; }

    public bool Strong { get; init; }

    /// <summary>The vector that the call sent; null without a session.</summary>
    public string? Least { get; init; }

    /// <summary>Whether the client meant to hang up.</summary>
    public bool HungUp { get; init; }

    public required long Start { get; init; }

    public required long End { get; init; }

    public string Status { get; init; } = "OK";

    public string? Reason { get; init; }

    /// <summary>Text and details of an error, as far as they are text.</summary>
    public string? Error { get; init; }

    public string? Cache { get; init; }

    /// <summary>The revision that the answer names, <c>17@k3f9</c>.</summary>
    public string? Revision { get; init; }

    public string? Stale { get; init; }

    /// <summary>The answer, by its place in <see cref="RunHistory.Contents"/>; -1 for none.</summary>
    public int Content { get; init; } = RunHistory.Nothing;

    public override string ToString() =>
        $"#{Id} {Client} {Method[(Method.LastIndexOf('/') + 1)..]} {Name} via {Via} → {Status} {Reason} {Cache} {Revision} "
        + $"[{Start / 1e6:0.000000}, {End / 1e6:0.000000}]";
}

/// <summary>Something that was done to a process, until everything was seen to work again.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Target"><c>redis</c>, <c>service</c>, <c>gateway-1</c> or <c>gateway-2</c>.</param>
/// <param name="Start">Before it was done.</param>
/// <param name="End">After it was seen to be over.</param>
internal sealed record Fault(string Kind, string Target, long Start, long End);

/// <summary>One change of a resource as the feed tells it to one scope; without content it is gone, or hidden.</summary>
internal sealed record LoggedChange(long Revision, string Name, int Content, string Actor);

/// <summary>All that a store held in one epoch: what each scope may see of it, in commit order.</summary>
internal sealed record EpochLog(string Epoch, long Head, Dictionary<string, List<LoggedChange>> Scopes);

/// <summary>What clients saw and what was true, complete enough to be checked again.</summary>
internal sealed class RunHistory
{
    public const int Nothing = -1;

    public int Seed { get; set; }

    /// <summary>Longest time, in microseconds, that an answer marked fresh may be behind.</summary>
    public long Lease { get; set; }

    /// <summary>Messages, each once: operations and logs name them by their place.</summary>
    public List<byte[]> Contents { get; set; } = [];

    public List<Operation> Operations { get; set; } = [];

    public List<Fault> Faults { get; set; } = [];

    /// <summary>One log for each epoch, in the order in which the epochs served.</summary>
    public List<EpochLog> Logs { get; set; } = [];

    public static RunHistory Load(string file)
    {
        using var stream = File.OpenRead(file);
        return JsonSerializer.Deserialize<RunHistory>(stream)!;
    }

    public void Save(string file)
    {
        using var stream = File.Create(file);
        JsonSerializer.Serialize(stream, this);
    }
}
