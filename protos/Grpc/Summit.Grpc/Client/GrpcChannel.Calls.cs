using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client.Calls;

namespace Grpc.Net.Client;

/// <summary>The methods a channel has seen and the calls it has running.</summary>
public sealed partial class GrpcChannel
{
    private readonly ConcurrentDictionary<IMethod, ChannelMethod> _methods = new();
    private readonly Lock _callsLock = new();
    private GrpcCall? _calls;

    internal ChannelMethod Find(IMethod method)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _methods.TryGetValue(method, out var known) ? known : _methods.GetOrAdd(method, Describe(method));
    }

    internal void Add(GrpcCall call)
    {
        lock (_callsLock)
        {
            call.Next = _calls;
            _calls?.Previous = call;
            _calls = call;
        }
    }

    internal void Remove(GrpcCall call)
    {
        lock (_callsLock)
        {
            if (call.Previous is null && _calls != call)
            {
                return;
            }

            if (call.Previous is { } previous)
            {
                previous.Next = call.Next;
            }
            else
            {
                _calls = call.Next;
            }

            call.Next?.Previous = call.Previous;
            call.Previous = call.Next = null;
        }
    }

    private void EndCalls()
    {
        while (true)
        {
            GrpcCall? call;
            lock (_callsLock)
            {
                call = _calls;
            }

            if (call is null)
            {
                return;
            }

            call.End(EndCause.ChannelDisposed);
            Remove(call);
        }
    }

    private ChannelMethod Describe(IMethod method)
    {
        // A resolver's address is no URI to send to; the scheme and a host stand in until one is picked.
        var root = _address.Scheme is "http" or "https"
            ? new Uri(_address.GetLeftPart(UriPartial.Authority))
            : new Uri($"{(_isSecure ? "https" : "http")}://{(_address.Authority.Length > 0 ? _address.Authority : _address.AbsolutePath.Trim('/'))}");
        return new ChannelMethod(method, new Uri(root, method.FullName), new Uri(root, $"/{method.ServiceName}").ToString(), _retries.Find(method));
    }
}
