using Grpc.Core;
using Grpc.Net.Client;
using Summit.Nations.V1;
using Summit.SampleHost;

namespace Summit.Hosting.Tests.Certificates;

/// <summary>One service that calls another over TLS by name, through the typed clients.</summary>
public sealed class ServiceCallTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-mtls-").FullName;
    private SummitHost _nations = null!;

    public async ValueTask InitializeAsync()
    {
        var (certificate, key) = _authority.Sign("localhost");
        _nations = Sample.CreateBuilder(
        [
            "--environment=Development", $"--Summit:Database={Path.Combine(_folder, "store.db")}", "--Summit:Shutdown:Notice=0",
            "--Logging:LogLevel:Default=None", $"--Summit:Tls:CertificateFile={certificate}", $"--Summit:Tls:KeyFile={key}",
            $"--Summit:Tls:ClientAuthorityFile={_authority.AuthorityFile}",
        ]).Build();
        await _nations.StartAsync();
    }

    [Fact]
    public async Task Get_CertificateOfTheAuthority_Answered()
    {
        var (certificate, key) = _authority.SignClient();

        var list = await ListAsync($"--Summit:Tls:ClientCertificateFile={certificate}", $"--Summit:Tls:ClientKeyFile={key}");

        Assert.Empty(list.Positions);
    }

    [Fact]
    public async Task Get_NoCertificate_Unavailable()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => ListAsync());

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _nations.StopAsync();
        await _nations.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ListPositionsResponse> ListAsync(params string[] settings)
    {
        await using var front = Front.CreateBuilder(
        [
            "--environment=Development", $"--Summit:Services:summit.nations.v1=dns:///localhost:{_nations.Ports.Grpc}", "--Summit:Shutdown:Notice=0",
            "--Logging:LogLevel:Default=None", "--Summit:Tls:ToServices=true", $"--Summit:Tls:CertificateAuthorityFile={_authority.AuthorityFile}", .. settings,
        ]).Build();
        await front.StartAsync();
        using var channel = GrpcChannel.ForAddress(front.Address);
        return await new PositionService.PositionServiceClient(channel).ListPositionsAsync(new ListPositionsRequest { Parent = "nations/FRA" });
    }
}
