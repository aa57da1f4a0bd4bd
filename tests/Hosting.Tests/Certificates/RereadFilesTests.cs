using System.Net.Security;
using Microsoft.Extensions.Logging.Abstractions;
using Summit.Hosting.Certificates;
using Summit.Hosting.Options;

namespace Summit.Hosting.Tests.Certificates;

public sealed class RereadFilesTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-reread-").FullName;

    [Fact]
    public void Value_FilesUnchanged_SameValue()
    {
        Put(_authority.Sign("one"));
        var files = Files();

        Assert.Same(files.Value, files.Value);
    }

    [Fact]
    public void Value_BothFilesRenewed_NewPair()
    {
        Put(_authority.Sign("one"));
        var files = Files();
        var first = files.Value;

        Put(_authority.Sign("two"));

        Assert.Equal(("CN=one", "CN=two"), (first.TargetCertificate.Subject, files.Value.TargetCertificate.Subject));
    }

    [Fact]
    public void Value_CertificateRenewedBeforeItsKey_OldPairUntilTheKeyIsThere()
    {
        Put(_authority.Sign("one"));
        var files = Files();
        var first = files.Value;
        var next = _authority.Sign("two");

        File.Copy(next.CertificateFile, At("tls.crt"), overwrite: true);
        Assert.Same(first, files.Value);

        File.Delete(At("tls.key"));
        Assert.Same(first, files.Value);

        File.Copy(next.KeyFile, At("tls.key"));
        Assert.Equal("CN=two", files.Value.TargetCertificate.Subject);
    }

    [Fact]
    public void Value_LinkTurnedAsAKubernetesVolumeDoes_NewPair()
    {
        // The files are links to ..data/…, and ..data is a link that is turned to another folder.
        foreach (var version in new[] { "1", "2" })
        {
            Directory.CreateDirectory(At(version));
            Put(_authority.Sign("version" + version), version + "/");
        }

        File.CreateSymbolicLink(At("tls.crt"), "..data/tls.crt");
        File.CreateSymbolicLink(At("tls.key"), "..data/tls.key");
        Directory.CreateSymbolicLink(At("..data"), "1");
        var files = Files();
        Assert.Equal("CN=version1", files.Value.TargetCertificate.Subject);

        Directory.Delete(At("..data"));
        Directory.CreateSymbolicLink(At("..data"), "2");

        Assert.Equal("CN=version2", files.Value.TargetCertificate.Subject);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private RereadFiles<SslStreamCertificateContext> Files() =>
        new(texts => PemFiles.Pair(texts[0], texts[1]), NullLogger.Instance, At("tls.crt"), At("tls.key"));

    private void Put((string CertificateFile, string KeyFile) pair, string folder = "")
    {
        File.Copy(pair.CertificateFile, At(folder + "tls.crt"), overwrite: true);
        File.Copy(pair.KeyFile, At(folder + "tls.key"), overwrite: true);
    }

    private string At(string file) => Path.Combine(_folder, file);
}
