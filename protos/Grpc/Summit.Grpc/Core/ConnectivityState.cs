namespace Grpc.Core;

/// <summary>How far a channel or subchannel is from being able to carry calls.</summary>
public enum ConnectivityState
{
    /// <summary>Nobody has asked for a connection.</summary>
    Idle,

    /// <summary>A connection is being made.</summary>
    Connecting,

    /// <summary>Calls go out.</summary>
    Ready,

    /// <summary>Connecting failed; it is tried again after a pause.</summary>
    TransientFailure,

    /// <summary>Disposed.</summary>
    Shutdown,
}
