namespace Summit.GrpcTests.Robustness;

/// <summary>What one client of the fuzzer sends on one connection, and what it may expect. The same seed makes the same bytes.</summary>
internal sealed class BadConnection
{
    private const int MostRequests = 40;

    private static readonly Action<Frames, Random, int>[] Violations =
    [
        OnStreamZero, EvenStream, OldStream, BadSettings, BadWindow, LoneContinuation, InterruptedHeaders, TooLong, BadPing, Push,
        Unknown, SelfDependent, GoAway, BadTable, Garbage,
    ];

    public BadConnection(Random random)
    {
        Requests = random.Next(1, MostRequests);
        var frames = new Frames();
        frames.Raw(Frames.Preface);
        // A window for the answers that nothing here exhausts.
        frames.Add(FrameType.Settings, 0, 0, [0, 4, .. Frames.Number(1 << 30)]);
        frames.Add(FrameType.WindowUpdate, 0, 0, Frames.Number(1 << 30));
        var streamId = 1;
        var mustEnd = new HashSet<int>();
        for (var i = 0; i < Requests; i++, streamId += 2)
        {
            var request = new BadRequest(random, isFatal: i == Requests - 1 && random.Next(2) == 0);
            request.Write(frames, streamId);
            if (request.MustEnd)
            {
                mustEnd.Add(streamId);
            }
        }

        IsPatient = random.Next(3) > 0;
        IsAbrupt = random.Next(2) == 0;
        if (random.Next(3) == 0)
        {
            var violation = random.GetItems(Violations, 1)[0];
            violation(frames, random, streamId);
            // Half a frame: the server waits for the rest, rightly, and owes nothing meanwhile.
            IsPatient &= violation != InterruptedHeaders && violation != Garbage && violation != TooLong;
        }

        var bytes = frames.ToArray();
        switch (random.Next(12))
        {
            case 0:
                // Anything may mean anything now.
                for (var i = random.Next(1, 20); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                IsPatient = false;
                break;
            case 1:
                bytes = bytes[..random.Next(bytes.Length)];
                IsPatient = false;
                break;
        }

        Bytes = bytes;
        MustEnd = mustEnd;
        PieceLength = random.Next(4) == 0 ? random.Next(1, 200) : bytes.Length;
    }

    public int Requests { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>How much is sent at a time.</summary>
    public int PieceLength { get; }

    /// <summary>The streams that the server has to end, one way or another, unless it closes the connection.</summary>
    public IReadOnlySet<int> MustEnd { get; }

    /// <summary>Whether this client waits for what the server owes before it leaves.</summary>
    public bool IsPatient { get; }

    /// <summary>Whether it leaves with a TCP reset.</summary>
    public bool IsAbrupt { get; }

    private static void OnStreamZero(Frames frames, Random random, int streamId) =>
        frames.Add(random.GetItems([FrameType.Data, FrameType.Headers, FrameType.Reset, FrameType.Priority], 1)[0], 0, 0, new byte[5]);

    private static void EvenStream(Frames frames, Random random, int streamId) => new BadRequest(random).Write(frames, streamId + 1);

    private static void OldStream(Frames frames, Random random, int streamId) => new BadRequest(random).Write(frames, 1);

    private static void BadSettings(Frames frames, Random random, int streamId)
    {
        var payload = new byte[random.Next(20)];
        random.NextBytes(payload);
        frames.Add(FrameType.Settings, (byte)random.Next(2), random.Next(2), payload);
    }

    private static void BadWindow(Frames frames, Random random, int streamId) =>
        frames.Add(FrameType.WindowUpdate, 0, random.GetItems([0, 1, streamId], 1)[0], Frames.Number(random.GetItems([0u, uint.MaxValue, 0x7fffffffu], 1)[0]));

    private static void LoneContinuation(Frames frames, Random random, int streamId) => frames.Add(FrameType.Continuation, Frames.EndHeaders, streamId, []);

    private static void InterruptedHeaders(Frames frames, Random random, int streamId)
    {
        frames.Add(FrameType.Headers, 0, streamId, Frames.Block([(":method", "POST")]));
        if (random.Next(2) == 0)
        {
            frames.Add(FrameType.Data, Frames.EndStream, 1, "x"u8);
        }
    }

    private static void TooLong(Frames frames, Random random, int streamId) =>
        frames.Add((byte)random.Next(10), 0, (uint)random.Next(streamId), new byte[random.Next(100)], random.Next(16385, 1 << 24));

    private static void BadPing(Frames frames, Random random, int streamId) => frames.Add(FrameType.Ping, 0, random.Next(2), new byte[random.Next(16)]);

    private static void Push(Frames frames, Random random, int streamId) => frames.Add(FrameType.PushPromise, Frames.EndHeaders, streamId, new byte[8]);

    private static void Unknown(Frames frames, Random random, int streamId) =>
        frames.Add((byte)random.Next(10, 256), (byte)random.Next(256), (uint)random.Next(streamId), new byte[random.Next(100)], 0);

    private static void SelfDependent(Frames frames, Random random, int streamId) =>
        frames.Add(FrameType.Priority, 0, streamId, [.. Frames.Number((uint)streamId), 1]);

    private static void GoAway(Frames frames, Random random, int streamId) => frames.Add(FrameType.GoAway, 0, 0, new byte[random.Next(16)]);

    private static void BadTable(Frames frames, Random random, int streamId)
    {
        // A header block that points nowhere, resizes the table beyond its limit, or is not Huffman code.
        byte[] block = random.Next(3) switch { 0 => [0xff, 0xff, 0xff, 0x7f], 1 => [0x3f, 0xff, 0xff, 0x7f], _ => [0, 0x83, 0xff, 0xff, 0xff, 0x83, 0xff, 0xff, 0xff] };
        frames.Add(FrameType.Headers, Frames.EndHeaders | Frames.EndStream, streamId, block);
    }

    private static void Garbage(Frames frames, Random random, int streamId)
    {
        var bytes = new byte[random.Next(1, 500)];
        random.NextBytes(bytes);
        frames.Raw(bytes);
    }
}
