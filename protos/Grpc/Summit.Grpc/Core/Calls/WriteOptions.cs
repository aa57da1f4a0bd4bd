namespace Grpc.Core;

/// <summary>How messages are to be sent.</summary>
[Flags]
#pragma warning disable CA1008 // the standard API has no zero value
public enum WriteFlags
#pragma warning restore CA1008
{
    /// <summary>The message may wait in a buffer for the next one.</summary>
    BufferHint = 0x1,

    /// <summary>The message is not compressed even though the call is.</summary>
    NoCompress = 0x2,
}

/// <summary>Options of writes.</summary>
public class WriteOptions
{
    /// <summary>No flags.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Creates options.</summary>
    public WriteOptions(WriteFlags flags = default) => Flags = flags;

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; }
}
