using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Summit.GrpcTests.Robustness;

internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    Reset = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
}

/// <summary>Writes HTTP/2 frames, right or wrong as the caller likes.</summary>
internal sealed class Frames
{
    public const byte EndStream = 0x1;
    public const byte EndHeaders = 0x4;
    public const byte Padded = 0x8;
    public const int HeaderLength = 9;

    public static readonly byte[] Preface = Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Add(FrameType type, byte flags, int streamId, ReadOnlySpan<byte> payload) => Add((byte)type, flags, (uint)streamId, payload, payload.Length);

    /// <summary>A frame whose length field says <paramref name="length"/>, whatever follows.</summary>
    public void Add(byte type, byte flags, uint streamId, ReadOnlySpan<byte> payload, int length)
    {
        Span<byte> header = [(byte)(length >> 16), (byte)(length >> 8), (byte)length, type, flags, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(header[5..], streamId);
        _bytes.Write(header);
        _bytes.Write(payload);
    }

    /// <summary>A header block of plain literals, so that no table on either side remembers anything.</summary>
    public static byte[] Block(IEnumerable<(string Name, string Value)> headers)
    {
        var block = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            block.WriteByte(0);
            WriteText(block, name);
            WriteText(block, value);
        }

        return block.ToArray();
    }

    /// <summary>A gRPC message: flag, length, body.</summary>
    public static byte[] Message(byte flag, uint length, ReadOnlySpan<byte> body)
    {
        var message = new byte[5 + body.Length];
        message[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(1), length);
        body.CopyTo(message.AsSpan(5));
        return message;
    }

    public static byte[] Message(ReadOnlySpan<byte> body) => Message(0, (uint)body.Length, body);

    public static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static void WriteText(MemoryStream block, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        WriteInteger(block, bytes.Length);
        block.Write(bytes);
    }

    // HPACK integer with a prefix of seven bits.
    private static void WriteInteger(MemoryStream block, int value)
    {
        const int Prefix = 127;
        if (value < Prefix)
        {
            block.WriteByte((byte)value);
            return;
        }

        block.WriteByte(Prefix);
        for (value -= Prefix; value >= 128; value >>= 7)
        {
            block.WriteByte((byte)(value & 127 | 128));
        }

        block.WriteByte((byte)value);
    }
}
