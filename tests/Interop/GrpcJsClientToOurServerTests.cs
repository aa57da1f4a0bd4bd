using Summit.Interop.Harness;
using Summit.Interop.OurServer;

namespace Summit.Interop;

public sealed class GrpcJsClientToOurServerTests(InteropServer server) : IClassFixture<InteropServer>
{
    [Theory]
    [MemberData(nameof(Case.All), MemberType = typeof(Case))]
    public async Task Case_GrpcJsClientOurServer_Holds(string name)
    {
        await using var tap = new WireTap(server.Port);
        await Tools.RunGrpcJsAsync(tap.Address, name);
        await tap.CompleteAsync();
        Case.AssertCompression(name, tap, probed: true);
    }
}
