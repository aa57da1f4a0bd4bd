using Grpc.Core;

namespace Grpc.Net.Client.Balancer;

/// <summary>Chooses a subchannel for each call. Called often and by many at once.</summary>
public abstract class SubchannelPicker
{
    /// <summary>For implementations.</summary>
    protected SubchannelPicker()
    {
    }

    /// <summary>Chooses for one call.</summary>
    public abstract PickResult Pick(PickContext context);
}

/// <summary>The call to choose for.</summary>
public sealed class PickContext
{
    /// <summary>The request; null when the channel only connects.</summary>
    public HttpRequestMessage? Request { get; set; }
}

/// <summary>What a pick came to.</summary>
public enum PickResultType
{
    /// <summary>A subchannel.</summary>
    Complete,

    /// <summary>Wait until there is another picker.</summary>
    Queue,

    /// <summary>The call fails, unless it waits for ready.</summary>
    Fail,

    /// <summary>The call fails.</summary>
    Drop,
}

/// <summary>A subchannel, or why there is none.</summary>
public sealed class PickResult
{
    private static readonly PickResult Queued = new(PickResultType.Queue, null, Status.DefaultSuccess, null);

    private PickResult(PickResultType type, Subchannel? subchannel, Status status, ISubchannelCallTracker? tracker)
    {
        Type = type;
        Subchannel = subchannel;
        Status = status;
        SubchannelCallTracker = tracker;
    }

    /// <summary>What it came to.</summary>
    public PickResultType Type { get; }

    /// <summary>The subchannel, if it came to one.</summary>
    public Subchannel? Subchannel { get; }

    /// <summary>The status of a call that fails.</summary>
    public Status Status { get; }

    /// <summary>Told when the call starts and ends; null for nobody.</summary>
    public ISubchannelCallTracker? SubchannelCallTracker { get; }

    /// <summary>The call goes to a subchannel.</summary>
    public static PickResult ForSubchannel(Subchannel subchannel, ISubchannelCallTracker? subchannelCallTracker = null)
    {
        ArgumentNullException.ThrowIfNull(subchannel);
        return new PickResult(PickResultType.Complete, subchannel, Status.DefaultSuccess, subchannelCallTracker);
    }

    /// <summary>The call fails, unless it waits for ready.</summary>
    public static PickResult ForFailure(Status status) => new(PickResultType.Fail, null, NotOk(status), null);

    /// <summary>The call fails.</summary>
    public static PickResult ForDrop(Status status) => new(PickResultType.Drop, null, NotOk(status), null);

    /// <summary>The call waits until there is another picker.</summary>
    public static PickResult ForQueue() => Queued;

    private static Status NotOk(Status status) =>
        status.StatusCode != StatusCode.OK ? status : throw new ArgumentException("A failure is not OK.", nameof(status));
}

/// <summary>Follows the calls of a subchannel, for balancers that count them.</summary>
public interface ISubchannelCallTracker
{
    /// <summary>A call starts.</summary>
    void Start();

    /// <summary>A call has ended.</summary>
    void Complete(CompletionContext context);
}

/// <summary>How a call ended.</summary>
public sealed class CompletionContext
{
    /// <summary>Where it went.</summary>
    public BalancerAddress? Address { get; set; }

    /// <summary>What failed; null for nothing.</summary>
    public Exception? Error { get; set; }
}

/// <summary>Fails every call with one status.</summary>
internal sealed class FailurePicker(Status status) : SubchannelPicker
{
    private readonly PickResult _result = PickResult.ForFailure(status);

    public override PickResult Pick(PickContext context) => _result;
}

/// <summary>Lets every call wait.</summary>
internal sealed class QueuePicker : SubchannelPicker
{
    public static readonly QueuePicker Instance = new();

    public override PickResult Pick(PickContext context) => PickResult.ForQueue();
}
