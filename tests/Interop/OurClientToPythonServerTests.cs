using Grpc.Net.Client;
using Summit.Interop.Harness;
using Summit.Interop.OurClient;

namespace Summit.Interop;

public sealed class OurClientToPythonServerTests(PythonServer server) : IClassFixture<PythonServer>
{
    [Theory]
    [MemberData(nameof(Case.All), MemberType = typeof(Case))]
    public async Task Case_OurClientPythonServer_Holds(string name)
    {
        await using var tap = new WireTap(server.RequirePort());
        using (var channel = GrpcChannel.ForAddress($"http://{tap.Address}"))
        {
            // grpcio does not show its server whether a message was compressed, so it cannot catch the probe's lie; the tap can.
            await InteropClient.RunAsync(channel, name, probe: false);
        }

        await tap.CompleteAsync();
        Case.AssertCompression(name, tap, probed: false);
    }
}
