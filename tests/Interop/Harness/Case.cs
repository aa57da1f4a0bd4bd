namespace Summit.Interop.Harness;

/// <summary>The cases of gRPC's interoperability description that this suite runs, by their names there.</summary>
internal static class Case
{
    public static TheoryData<string> All { get; } =
    [
        "empty_unary",
        "large_unary",
        "client_streaming",
        "server_streaming",
        "ping_pong",
        "empty_stream",
        "client_compressed_unary",
        "server_compressed_unary",
        "client_compressed_streaming",
        "server_compressed_streaming",
        "custom_metadata",
        "status_code_and_message",
        "special_status_message",
        "unimplemented_method",
        "unimplemented_service",
        "cancel_after_begin",
        "cancel_after_first_response",
        "timeout_on_sleeping_server",
    ];

    /// <summary>
    /// Checks what no client can see: which messages carried the compressed flag. <paramref name="probed"/> says that the case
    /// began with a message that lies about it.
    /// </summary>
    public static void AssertCompression(string name, WireTap tap, bool probed)
    {
        // One entry per call that sent messages, one letter per message: C compressed, p plain.
        string[] probe = probed ? ["p"] : [];
        string[]? client = name switch
        {
            "client_compressed_unary" => [.. probe, "C", "p"],
            "client_compressed_streaming" => [.. probe, "Cp"],
            _ => null,
        };
        string[]? server = name switch
        {
            "server_compressed_unary" => ["C", "p"],
            "server_compressed_streaming" => ["Cp"],
            _ => null,
        };
        AssertFlags(client, tap.ClientMessages, $"{name}: messages of the client");
        AssertFlags(server, tap.ServerMessages, $"{name}: messages of the server");
    }

    private static void AssertFlags(string[]? expected, IReadOnlyList<string> seen, string what)
    {
        if (expected is null)
        {
            // Nobody asked for compression, so there is none.
            Assert.All(seen, call => Assert.DoesNotContain('C', call));
        }
        else
        {
            Assert.True(expected.SequenceEqual(seen), $"{what}: expected {string.Join(' ', expected)}, saw {string.Join(' ', seen)}");
        }
    }
}
