namespace Grpc.Core;

/// <summary>A call that ended with another status than OK.</summary>
#pragma warning disable CA1032 // the standard API has exactly these constructors
public class RpcException : Exception
#pragma warning restore CA1032
{
    /// <summary>Creates the exception; its message is the status in words.</summary>
    public RpcException(Status status) : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>Creates the exception with its own message.</summary>
    public RpcException(Status status, string message) : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Creates the exception with trailers; a server sends them to the caller.</summary>
    public RpcException(Status status, Metadata trailers) : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Creates the exception with trailers and its own message.</summary>
    public RpcException(Status status, Metadata trailers, string message) : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>The status the call ended with.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailers the call ended with; empty when there were none.</summary>
    public Metadata Trailers { get; }
}
