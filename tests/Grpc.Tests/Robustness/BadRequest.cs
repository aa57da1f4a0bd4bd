using System.IO.Compression;
using System.Text;
using Grpc.Core;

namespace Summit.GrpcTests.Robustness;

/// <summary>A good request that is then spoiled in one to three ways.</summary>
internal sealed class BadRequest
{
    private static readonly byte[] Bomb = Gzip(new byte[64 * EchoServer.MaxMessageSize]);
    private static readonly Method<string, string>[] Methods =
        [EchoServer.Unary, EchoServer.ClientStream, EchoServer.ServerStream, EchoServer.Duplex, EchoServer.Wait];

    private static readonly Action<BadRequest, Random>[] Spoilers =
    [
        Path, Verb, ContentType, Timeout, Encoding, BinaryHeader, ManyHeaders,
        Flag, Length, Truncated, Oversized, NoMessage, ManyMessages, Garbage, Compressed, Pieces, Unfinished, Reset, Padding, Nothing,
    ];

    /// <summary>For these HTTP/2 lets a server end the whole connection, so nothing after them would be tried.</summary>
    private static readonly Action<BadRequest, Random>[] FatalSpoilers = [Pseudo, BadHeader, Te, PathBytes, TooManyHeaders, Trailers, EarlyReset];

    private readonly bool _waits;
    private readonly List<(string Name, string Value)> _headers;
    private List<byte[]> _data;
    private List<(string Name, string Value)>? _trailers;
    private bool _isFinished = true;
    private bool _hasDeadline;
    private bool _isPadded;
    private uint? _reset;
    private int _resetAfter;

    public BadRequest(Random random, bool isFatal = false)
    {
        var method = random.GetItems(Methods, 1)[0];
        _waits = method == EchoServer.Wait;
        _headers =
        [
            (":method", "POST"), (":scheme", "http"), (":path", method.FullName), (":authority", "localhost"),
            ("content-type", "application/grpc"), ("te", "trailers"),
        ];
        _data = [Frames.Message(Bytes(random, 200))];
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            random.GetItems(Spoilers, 1)[0](this, random);
        }

        if (isFatal)
        {
            random.GetItems(FatalSpoilers, 1)[0](this, random);
        }
    }

    /// <summary>Whether the server owes an end to this request while its connection stands.</summary>
    public bool MustEnd => _reset is null && (_hasDeadline || (_isFinished && !_waits));

    public void Write(Frames frames, int streamId)
    {
        var endsWithHeaders = _isFinished && _data.Count == 0 && _trailers is null;
        frames.Add(FrameType.Headers, Flags(Frames.EndHeaders, endsWithHeaders), streamId, Frames.Block(_headers));
        for (var i = 0; i < _data.Count; i++)
        {
            if (_reset is { } early && i == _resetAfter)
            {
                frames.Add(FrameType.Reset, 0, streamId, Frames.Number(early));
            }

            var ends = _isFinished && _trailers is null && i == _data.Count - 1;
            byte[] payload = _isPadded ? [7, .. _data[i], 0, 0, 0, 0, 0, 0, 0] : _data[i];
            frames.Add(FrameType.Data, Flags(_isPadded ? Frames.Padded : (byte)0, ends), streamId, payload);
        }

        if (_trailers is not null)
        {
            frames.Add(FrameType.Headers, Flags(Frames.EndHeaders, _isFinished), streamId, Frames.Block(_trailers));
        }

        if (_reset is { } late && _resetAfter >= _data.Count)
        {
            frames.Add(FrameType.Reset, 0, streamId, Frames.Number(late));
        }
    }

    private static byte Flags(byte flags, bool ends) => ends ? (byte)(flags | Frames.EndStream) : flags;

    private void Set(string name, string? value)
    {
        _headers.RemoveAll(header => header.Name == name);
        if (value is not null)
        {
            // In front, where the pseudo headers have to be.
            _headers.Insert(name[0] == ':' ? 0 : _headers.Count, (name, value));
        }
    }

    private static void Path(BadRequest request, Random random) => request.Set(":path", Pick(random,
        "", "/", "robust.Echo/Unary", "/robust.Echo/Missing", "/missing.Service/Unary", "/robust.Echo/Unary/", "/robust.Echo/Unary?x=1",
        "/robust.echo/unary", "/%00/%ff", "/robust.Echo/%55nary", "//", "/../robust.Echo/Unary", $"/{new string('a', 7000)}"));

    private static void PathBytes(BadRequest request, Random random) => request.Set(":path", Pick(random, "*", "/ü/\u0001", "a b"));

    private static void Verb(BadRequest request, Random random) =>
        request.Set(":method", Pick(random, "GET", "PUT", "post", "", "OPTIONS", "CONNECT", "PRI", null));

    private static void Pseudo(BadRequest request, Random random)
    {
        var name = Pick(random, ":path", ":scheme", ":authority", ":method", ":status", ":unknown")!;
        switch (random.Next(3))
        {
            case 0: request.Set(name, null); break;
            case 1: request._headers.Insert(0, (name, "x")); break;
            default: request._headers.Add((name, "x")); break;
        }
    }

    private static void ContentType(BadRequest request, Random random) => request.Set("content-type", Pick(random,
        null, "", "text/html", "application/grpc-web", "application/grpc+json", "application/grpcx", "APPLICATION/GRPC", "application/grpc; a=b", ";;;"));

    private static void Timeout(BadRequest request, Random random)
    {
        var value = Pick(random, "", "1", "S", "1x", "-1S", "+1S", "999999999S", "99999999H", "1 S", "0n", "1n", "20m", "50m", "1.5S", "٣S")!;
        request.Set("grpc-timeout", value);
        request._hasDeadline = value is "0n" or "1n" or "20m" or "50m";
    }

    private static void Encoding(BadRequest request, Random random) => request.Set("grpc-encoding", Pick(random,
        "", "gzip", "deflate", "snappy", "identity", "gzip, gzip", "GZIP", new string('z', 5000)));

    private static void BinaryHeader(BadRequest request, Random random) =>
        request._headers.Add(("x-data-bin", Pick(random, "!!!", "a", "YQ", "YQ==,YQ", ",,,", "=", new string('A', 4001))!));

    private static void ManyHeaders(BadRequest request, Random random) =>
        request._headers.AddRange(Enumerable.Range(0, random.Next(60)).Select(i => ($"x-{i}", new string('v', random.Next(20)))));

    private static void TooManyHeaders(BadRequest request, Random random) =>
        request._headers.AddRange(Enumerable.Range(0, random.Next(200, 1000)).Select(i => ($"x-{i}", "v")));

    private static void BadHeader(BadRequest request, Random random) => request._headers.Add((
        Pick(random, "Upper", "", "a b", "x\0y", "connection", "grpc-status", "x\r\n", "ok")!, Pick(random, "a\r\nb: c", "\0", "\x7f", " x ", "")!));

    private static void Te(BadRequest request, Random random) => request.Set("te", Pick(random, null, "gzip", ""));

    private static void Flag(BadRequest request, Random random) => request._data = [Frames.Message((byte)random.Next(256), 4, "abcd"u8)];

    private static void Length(BadRequest request, Random random) =>
        request._data = [Frames.Message(0, (uint)random.Next(2000), Bytes(random, 1000))];

    private static void Truncated(BadRequest request, Random random) => request._data = [request.Body()[..random.Next(request.Body().Length + 1)]];

    private static void Oversized(BadRequest request, Random random) =>
        request._data = [Frames.Message(0, random.GetItems<uint>([EchoServer.MaxMessageSize + 1, int.MaxValue, uint.MaxValue, 0x80000000], 1)[0], Bytes(random, 100))];

    private static void NoMessage(BadRequest request, Random random) => request._data = random.Next(2) == 0 ? [] : [[]];

    private static void ManyMessages(BadRequest request, Random random) =>
        request._data = [.. Enumerable.Range(0, random.Next(2, 20)).Select(_ => Frames.Message(Bytes(random, 50)))];

    private static void Garbage(BadRequest request, Random random) => request._data = [Bytes(random, 1000)];

    private static void Compressed(BadRequest request, Random random)
    {
        request.Set("grpc-encoding", "gzip");
        var packed = random.Next(4) == 0 ? Bomb : Gzip(Bytes(random, 500));
        packed = random.Next(3) switch { 0 => packed[..random.Next(packed.Length)], 1 => Flip(random, packed), _ => packed };
        request._data = [.. Frames.Message(1, (uint)packed.Length, packed).Chunk(16_000)];
    }

    private static void Pieces(BadRequest request, Random random) =>
        request._data = [.. request.Body().Take(300).Chunk(random.Next(1, 4))];

    private static void Unfinished(BadRequest request, Random random) => request._isFinished = false;

    private static void Reset(BadRequest request, Random random)
    {
        request._reset = (uint)random.Next(16);
        request._resetAfter = request._data.Count;
    }

    private static void EarlyReset(BadRequest request, Random random)
    {
        Reset(request, random);
        request._resetAfter = random.Next(request._data.Count + 1);
    }

    private static void Trailers(BadRequest request, Random random) =>
        request._trailers = [(Pick(random, "x-trailer", ":path", "Upper", "grpc-timeout", "content-type")!, "1S")];

    private static void Padding(BadRequest request, Random random) => request._isPadded = true;

    private static void Nothing(BadRequest request, Random random)
    {
    }

    private byte[] Body() => [.. _data.SelectMany(data => data)];

    private static string? Pick(Random random, params string?[] choices) => choices[random.Next(choices.Length)];

    private static byte[] Bytes(Random random, int most)
    {
        var bytes = new byte[random.Next(most)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Flip(Random random, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        var flipped = bytes.ToArray();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
