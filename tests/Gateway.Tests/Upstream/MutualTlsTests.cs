using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Summit.Api.V1;
using Summit.Gateway.Tests.Support;
using Summit.Hosting;
using Summit.Nations.V1;
using Summit.SampleHost;

namespace Summit.Gateway.Tests.Upstream;

/// <summary>A service that lets nobody in without a certificate, and a gateway that calls it by name.</summary>
public sealed class MutualTlsTests
{
    [Fact]
    public async Task Call_CertificateOfTheAuthority_IsServed()
    {
        await using var both = await TwoHosts.StartAsync();

        var created = await both.CreateAsync("1");

        Assert.Null(created.Error);
        Assert.Equal(both.Trusted.Name, both.Seen.Issuer);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("of another authority")]
    [InlineData("expired")]
    [InlineData("for servers only")]
    public async Task Call_WithoutGoodCertificate_RefusedAndNotServed(string shown)
    {
        await using var both = await TwoHosts.StartAsync(shown);

        var created = await both.CreateAsync("1");

        Assert.Equal((StatusCode.Unavailable, "SERVICE_UNAVAILABLE"), (created.Error?.StatusCode, created.Error?.Reason));
        Assert.Equal(0, both.Seen.Calls);
    }

    [Fact]
    public async Task Renew_AuthorityAndAllCertificates_TakenWithoutRestartOrLostCall()
    {
        using var next = new TestAuthority("Next authority");
        await using var both = await TwoHosts.StartAsync();
        var number = 0;
        async Task CallAsync() => Assert.Null((await both.CreateAsync((++number).ToString())).Error);

        await CallAsync();
        both.Trust(both.Trusted, next); // Both count while the two ends change one after the other.
        both.Show(next);
        await Eventually.HoldsAsync("the gateway shows the new certificate to the service, and the service its own to the gateway", async () =>
        {
            await CallAsync();
            return both.Seen.Issuer == next.Name;
        });
        both.Trust(next);
        var before = both.Seen.Connections;
        await Eventually.HoldsAsync("a connection begins when only the new authority counts", async () =>
        {
            await CallAsync();
            return both.Seen.Connections > before;
        });
    }

    /// <summary>What the service sees of its callers.</summary>
    private sealed class SeenCaller : Interceptor
    {
        private readonly HashSet<string> _connections = [];

        public int Calls { get; private set; }

        public string? Issuer { get; private set; }

        public int Connections => _connections.Count;

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            if (request is CreatePositionRequest)
            {
                var connection = context.GetHttpContext().Connection;
                _connections.Add(connection.Id);
                (Calls, Issuer) = (Calls + 1, connection.ClientCertificate?.Issuer);
            }

            return continuation(request, context);
        }
    }

    private sealed class TwoHosts : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("summit-mtls-").FullName;
        private SummitHost _service = null!;
        private RunningGateway _gateway = null!;

        public TestAuthority Trusted { get; } = new();

        public SeenCaller Seen { get; } = new();

        public static async Task<TwoHosts> StartAsync(string shown = "good")
        {
            var hosts = new TwoHosts();
            hosts.Trust(hosts.Trusted);
            hosts.Show(hosts.Trusted);
            using var other = new TestAuthority("Another authority");
            switch (shown)
            {
                case "of another authority":
                    hosts.Put("client", other.SignClient());
                    break;
                case "expired":
                    hosts.Put("client", hosts.Trusted.SignClient(expired: true));
                    break;
                case "for servers only":
                    hosts.Put("client", hosts.Trusted.Sign("caller"));
                    break;
            }

            await hosts.StartServiceAsync();
            hosts._gateway = await RunningGateway.StartAsync(
                $"dns:///localhost:{hosts._service.Ports.Grpc}",
                null,
                [
                    $"--Summit:Identity:DevelopmentKeyFile={hosts.At("issuer.key")}",
                    "--Summit:Tls:ToServices=true",
                    $"--Summit:Tls:CertificateAuthorityFile={hosts.At("ca.crt")}",
                    .. shown == "none" ? [] : new[] { $"--Summit:Tls:ClientCertificateFile={hosts.At("client.crt")}", $"--Summit:Tls:ClientKeyFile={hosts.At("client.key")}" },
                ]);
            return hosts;
        }

        public Task<Served<Position>> CreateAsync(string id)
        {
            var token = Client.Identity.DevelopmentIssuer.Open(At("issuer.key")).Mint(Role.Delegate, "FRA");
            var options = new CallOptions(new Metadata { { "authorization", $"Bearer {token}" } });
            return Served<Position>.OfAsync(_gateway.Positions.CreatePositionAsync(Samples.Create("FRA", "p" + id, PublishState.Published), options));
        }

        /// <summary>Both ends trust these authorities.</summary>
        public void Trust(params TestAuthority[] authorities) => File.WriteAllText(At("ca.crt"), string.Concat(authorities.Select(a => File.ReadAllText(a.AuthorityFile) + "\n")));

        /// <summary>Both ends get certificates of this authority.</summary>
        public void Show(TestAuthority authority)
        {
            Put("server", authority.Sign("localhost"));
            Put("client", authority.SignClient());
        }

        public async ValueTask DisposeAsync()
        {
            await _gateway.DisposeAsync();
            await _service.StopAsync();
            await _service.DisposeAsync();
            Trusted.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private void Put(string name, (string CertificateFile, string KeyFile) pair)
        {
            File.Copy(pair.CertificateFile, At(name + ".crt"), overwrite: true);
            File.Copy(pair.KeyFile, At(name + ".key"), overwrite: true);
        }

        private string At(string file) => Path.Combine(_folder, file);

        private async Task StartServiceAsync()
        {
            var builder = Sample.CreateBuilder(
            [
                "--environment=Development",
                $"--Summit:Database={At("store.db")}",
                $"--Summit:Identity:DevelopmentKeyFile={At("issuer.key")}",
                $"--Summit:Tls:CertificateFile={At("server.crt")}",
                $"--Summit:Tls:KeyFile={At("server.key")}",
                $"--Summit:Tls:ClientAuthorityFile={At("ca.crt")}",
                "--Summit:Shutdown:Notice=0",
                // Connections end soon, so that new ones begin.
                "--Summit:Connections:MaxAge=00:00:00.5",
                "--Logging:LogLevel:Default=Error",
            ]);
            builder.Services.AddSingleton(Seen);
            builder.Services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<SeenCaller>());
            _service = builder.Build();
            await _service.StartAsync();
        }
    }
}
