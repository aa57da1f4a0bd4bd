using Grpc.Core;
using Summit.Gateway.Freshness;
using Summit.Gateway.Tests.Support;
using Summit.Hosting;
using Summit.Hosting.Options;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Upstream;

public sealed class TlsTests
{
    private static readonly Position Answer = new() { Name = Samples.Seeded };

    [Fact]
    public async Task Call_AuthorityConfigured_GoesOverTls()
    {
        using var certificates = new TestAuthority();

        var served = await AskAsync(certificates.Sign(), $"--Summit:Tls:CertificateAuthorityFile={certificates.AuthorityFile}");

        Assert.Equal(Answer, served.Value);
    }

    [Fact]
    public async Task Call_UnknownAuthority_UnavailableWithCause()
    {
        using var certificates = new TestAuthority();

        AssertRefused(await AskAsync(certificates.Sign()), "PartialChain");
    }

    [Fact]
    public async Task Call_AnotherAuthority_UnavailableWithCause()
    {
        using var certificates = new TestAuthority();
        using var others = new TestAuthority();

        AssertRefused(await AskAsync(certificates.Sign(), $"--Summit:Tls:CertificateAuthorityFile={others.AuthorityFile}"), "is not trusted");
    }

    [Fact]
    public async Task Call_CertificateForAnotherName_UnavailableWithCause()
    {
        using var certificates = new TestAuthority();

        AssertRefused(
            await AskAsync(certificates.Sign("summit-budgets"), $"--Summit:Tls:CertificateAuthorityFile={certificates.AuthorityFile}"),
            "(CN=summit-budgets) is for another name");
    }

    [Fact]
    public async Task Call_CertificateExpired_UnavailableWithCause()
    {
        using var certificates = new TestAuthority();

        AssertRefused(await AskAsync(certificates.Sign(expired: true), $"--Summit:Tls:CertificateAuthorityFile={certificates.AuthorityFile}"), "NotTimeValid");
    }

    [Fact]
    public async Task Call_ServiceSpeaksNoTls_UnavailableWithCause()
    {
        await using var service = await RawService.StartAsync(RawService.Always(Answer));
        await using var gateway = await RunningGateway.StartAsync($"https://127.0.0.1:{service.Port}");

        AssertRefused(await gateway.GetAsync(Samples.Seeded, default(CallOptions)), "over TLS");
    }

    [Fact]
    public void Build_AuthorityFileWithoutCertificate_Refused()
    {
        using var certificates = new TestAuthority();
        var key = certificates.Sign().KeyFile;

        var problem = Assert.Single(Assert.Throws<HostStartException>(
            () => GatewayHost.CreateBuilder(["--environment=Development", $"--Summit:Tls:CertificateAuthorityFile={key}"]).Build()).Problems);

        Assert.Contains("holds no certificate", problem);
    }

    private static async Task<Served<Position>> AskAsync((string, string) certificate, params string[] settings)
    {
        await using var service = await RawService.StartAsync(RawService.Always(Answer), certificate: certificate);
        await using var gateway = await RunningGateway.StartAsync($"https://127.0.0.1:{service.Port}", null, settings);
        return await gateway.GetAsync(Samples.Seeded, default(CallOptions));
    }

    private static void AssertRefused(Served<Position> served, string cause)
    {
        Assert.Equal((StatusCode.Unavailable, "SERVICE_UNAVAILABLE"), (served.Error?.StatusCode, served.Error?.Reason));
        Assert.Contains(Cluster.Package, served.Error!.Status.Detail);
        Assert.Contains(cause, served.Error.Status.Detail);
        Assert.NotNull(served.Error.RetryDelay);
    }
}
