using Google.Protobuf;

namespace Summit.Gateway.Access;

/// <summary>Goes through the fields of a protobuf message without decoding them and without allocating.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int MaxDepth = 100;
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Moves to the next field.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="content">Its bytes, when it is length-delimited; else empty.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="FormatException">The bytes are not a message.</exception>
    public bool Next(out uint tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        tag = 0;
        if (_rest.IsEmpty)
        {
            return false;
        }

        tag = ReadTag();
        content = Skip(tag, 0);
        return true;
    }

    private uint ReadTag()
    {
        var tag = ReadVarint();
        return tag is > 7 and <= uint.MaxValue ? (uint)tag : throw Malformed();
    }

    private ReadOnlySpan<byte> Skip(uint tag, int depth)
    {
        switch (WireFormat.GetTagWireType(tag))
        {
            case WireFormat.WireType.Varint:
                ReadVarint();
                return default;
            case WireFormat.WireType.Fixed64:
                Take(sizeof(ulong));
                return default;
            case WireFormat.WireType.Fixed32:
                Take(sizeof(uint));
                return default;
            case WireFormat.WireType.LengthDelimited:
                return Take(ReadVarint());
            case WireFormat.WireType.StartGroup when depth < MaxDepth:
                SkipGroup(WireFormat.GetTagFieldNumber(tag), depth);
                return default;
            default:
                throw Malformed();
        }
    }

    private void SkipGroup(int number, int depth)
    {
        while (true)
        {
            var tag = ReadTag();
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.EndGroup)
            {
                if (WireFormat.GetTagFieldNumber(tag) != number)
                {
                    throw Malformed();
                }

                return;
            }

            Skip(tag, depth + 1);
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw Malformed();
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong ReadVarint()
    {
        const int mostBytes = 10;
        ulong value = 0;
        for (var i = 0; i < Math.Min(mostBytes, _rest.Length); i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw Malformed();
    }

    private static FormatException Malformed() => new("the bytes are not a protobuf message");
}
