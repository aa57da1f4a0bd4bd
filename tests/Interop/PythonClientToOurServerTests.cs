using Summit.Interop.Harness;
using Summit.Interop.OurServer;

namespace Summit.Interop;

public sealed class PythonClientToOurServerTests(InteropServer server) : IClassFixture<InteropServer>
{
    [Theory]
    [MemberData(nameof(Case.All), MemberType = typeof(Case))]
    public async Task Case_PythonClientOurServer_Holds(string name)
    {
        await using var tap = new WireTap(server.Port);
        await Tools.RunPythonAsync(tap.Address, name);
        await tap.CompleteAsync();
        Case.AssertCompression(name, tap, probed: true);
    }
}
