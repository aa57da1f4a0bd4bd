using System.Text;

namespace Summit.Interop.Harness;

/// <summary>Reads the compressed flag of every gRPC message off the HTTP/2 frames of one direction of a connection.</summary>
internal sealed class MessageFlags
{
    private const byte DataFrame = 0;
    private const byte PaddedFlag = 0x8;
    private const int MessageHeaderLength = 5;

    private readonly SortedDictionary<int, Call> _calls = [];

    /// <summary>One entry per stream that carried a message, in the order of the streams: C compressed, p plain.</summary>
    public IReadOnlyList<string> PerCall => [.. _calls.Values.Select(call => call.Flags.ToString())];

    public void See(int streamId, byte type, byte flags, ReadOnlySpan<byte> payload)
    {
        if (type != DataFrame)
        {
            return;
        }

        var data = (flags & PaddedFlag) == 0 ? payload : payload[1..^payload[0]];
        if (data.IsEmpty)
        {
            return;
        }

        if (!_calls.TryGetValue(streamId, out var call))
        {
            _calls[streamId] = call = new Call();
        }

        call.See(data);
    }

    private sealed class Call
    {
        private readonly byte[] _header = new byte[MessageHeaderLength];
        private int _headerLength;
        private int _bodyLeft;

        public StringBuilder Flags { get; } = new();

        public void See(ReadOnlySpan<byte> data)
        {
            while (!data.IsEmpty)
            {
                var body = Math.Min(_bodyLeft, data.Length);
                _bodyLeft -= body;
                data = data[body..];

                var header = Math.Min(MessageHeaderLength - _headerLength, data.Length);
                data[..header].CopyTo(_header.AsSpan(_headerLength));
                _headerLength += header;
                data = data[header..];

                if (_headerLength == MessageHeaderLength)
                {
                    Flags.Append(_header[0] == 1 ? 'C' : 'p');
                    _bodyLeft = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1));
                    _headerLength = 0;
                }
            }
        }
    }
}
