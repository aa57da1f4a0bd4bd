using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Summit.Hosting.Options;
using Summit.SampleHost;

namespace Summit.Hosting.Tests.Options;

public sealed class OptionsTests
{
    [Fact]
    public void Build_ManyFaults_AllNamedAtOnce()
    {
        var error = Assert.Throws<HostStartException>(() => Build(
            "--environment=Production", "--Summit:Port=70000", "--Summit:Address=example.org", "--Summit:Services:summit.budgets.v1=nowhere",
            "--Summit:Identity:DevelopmentKeyFile=/tmp/key", "--Summit:Shutdown:Drain=00:01:00"));

        foreach (var part in new[]
        {
            "Summit:Port 70000", "Summit:Address", "summit.budgets.v1", "DevelopmentKeyFile", "Summit:Identity:Authority", "Summit:Shutdown", "Summit:Database is needed",
        })
        {
            Assert.Contains(error.Problems, p => p.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Build_TlsFilesThatDoNotFit_AllNamedAtOnce()
    {
        using var authority = new TestAuthority();
        var (one, other) = (authority.Sign("one"), authority.SignClient());

        var error = Assert.Throws<HostStartException>(() => Build(
            "--environment=Development", "--Summit:Database=x.db",
            $"--Summit:Tls:CertificateFile={one.CertificateFile}", $"--Summit:Tls:KeyFile={other.KeyFile}",
            $"--Summit:Tls:ClientCertificateFile={other.CertificateFile}",
            $"--Summit:Tls:CertificateAuthorityFile={one.KeyFile}", "--Summit:Tls:ClientAuthorityFile=/nowhere/ca.crt"));

        Assert.Equal(
            [
                $"Summit:Tls:CertificateAuthorityFile \"{one.KeyFile}\" cannot be used: it holds no certificate in PEM form",
                $"Summit:Tls:CertificateFile \"{one.CertificateFile}\" and Summit:Tls:KeyFile \"{other.KeyFile}\" are not a certificate and its key: the key is not that of the certificate",
                "Summit:Tls:ClientAuthorityFile \"/nowhere/ca.crt\" does not exist",
                "Summit:Tls:ClientCertificateFile and Summit:Tls:ClientKeyFile are needed together",
            ],
            error.Problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Build_CallersCertificatesWithoutOneOfItsOwn_Named()
    {
        using var authority = new TestAuthority();

        var error = Assert.Throws<HostStartException>(() => Build(
            "--environment=Development", "--Summit:Database=x.db", $"--Summit:Tls:ClientAuthorityFile={authority.AuthorityFile}"));

        Assert.StartsWith("Summit:Tls:ClientAuthorityFile needs Summit:Tls:CertificateFile", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_StoreSettingsOutsideTheirRange_NamedWithTheOtherFaults()
    {
        string[] numbers = ["MaxGroup", "MaxQueued", "MaxReaders", "FeedBuffer", "FeedBufferBytes", "FeedStepBytes", "MaxPageSize", "DefaultPageSize", "MaxSorted"];
        string[] settings =
        [
            .. numbers.Select(n => $"{n}=0"), "MaxPages=-1", "RequestIdLifetime=00:00:00", "PollInterval=-00:00:01", "CommitResolveTimeout=02:00:00",
        ];

        var error = Assert.Throws<HostStartException>(() => Build(["--environment=Development", "--Summit:Port=70000", .. settings.Select(s => "--Summit:Store:" + s)]));

        var named = error.Problems.Select(p => p.Split(' ')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(settings.Select(s => "Summit:Store:" + s.Split('=')[0]).Concat(["Summit:Database", "Summit:Port"]).Order(StringComparer.Ordinal), named);
        Assert.Contains("Summit:Store:MaxGroup 0 is outside what is allowed: 1 to 10000", error.Problems);
    }

    [Fact]
    public void Build_DefaultPageAboveTheLargest_Named()
    {
        var error = Assert.Throws<HostStartException>(() => Build(
            "--environment=Development", "--Summit:Database=x.db", "--Summit:Store:MaxPageSize=20", "--Summit:Store:DefaultPageSize=21"));

        Assert.Equal("Summit:Store:DefaultPageSize 21 is outside what is allowed: 1 to 20", Assert.Single(error.Problems));
    }

    [Fact]
    public void Build_ValueOfTheWrongKind_NamesTheSetting()
    {
        var error = Assert.Throws<HostStartException>(() => Build("--environment=Development", "--Summit:Database=x.db", "--Summit:Port=many"));

        Assert.StartsWith("Summit:Port \"many\"", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Summit:Tls=on", "Summit:Tls \"on\" is not allowed")]
    [InlineData("Summit:Port:Grpc=1", "Summit:Port is not a section")]
    [InlineData("Summit:Store:MaxGroup=99999999999", "Summit:Store:MaxGroup \"99999999999\" is not a whole number")]
    [InlineData("Summit:FailUndeclaredReads=maybe", "Summit:FailUndeclaredReads \"maybe\" is not true or false")]
    public void Build_ValueThatDoesNotFit_SaysWhatIsAllowed(string setting, string problem)
    {
        var error = Assert.Throws<HostStartException>(() => Build("--environment=Development", "--Summit:Database=x.db", "--" + setting));

        Assert.StartsWith(problem, Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_GoodSettings_SameInstanceAsOptions()
    {
        await using var host = Build(
            "--environment=Development", "--Summit:Database=x.db", "--summit:store:maxgroup=7", "--Summit:Services:summit.nations.v1=http://nations:8080");

        var options = host.Services.GetRequiredService<IOptions<SummitOptions>>().Value;
        Assert.Same(options, host.Services.GetRequiredService<SummitOptions>());
        Assert.Equal(7, options.Store.MaxGroup);
        Assert.Equal("http://nations:8080", options.Services["summit.nations.v1"]);
    }

    [Fact]
    public void Build_UnknownSetting_Refused()
    {
        var error = Assert.Throws<HostStartException>(() => Build("--environment=Development", "--Summit:Database=x.db", "--Summit:Prot=5080"));

        Assert.StartsWith("Summit:Prot ", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://nations:8080", true)]
    [InlineData("https://nations", true)]
    [InlineData("dns:///nations:8080", true)]
    [InlineData("static:///127.0.0.1:1, 127.0.0.1:2", true)]
    [InlineData("nations:8080", false)]
    [InlineData("http://nations:8080/path", false)]
    [InlineData("dns://nations:8080", false)]
    [InlineData("dns:///a:1,b:2", false)]
    [InlineData("static:///", false)]
    [InlineData("static:///127.0.0.1:1,", false)]
    public void Services_AddressOfAForm_AllowedOrNamed(string address, bool allowed)
    {
        var options = new SummitOptions();
        options.Services["summit.nations.v1"] = address;

        Assert.Equal(allowed, !options.Errors(development: true).Any(e => e.StartsWith("Summit:Services:summit.nations.v1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Build_ProductionWithDevelopmentIssuer_Refused()
    {
        var error = Assert.Throws<HostStartException>(() => Build(
            "--environment=Production", "--Summit:Database=x.db", "--Summit:Identity:Authority=https://issuer.example", "--Summit:Identity:DevelopmentKeyFile=/tmp/key"));

        Assert.Contains("development issuer is refused", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Shutdown_Defaults_KeepTheirInequalities()
    {
        var shutdown = new ShutdownOptions();

        Assert.Empty(shutdown.Errors());
        Assert.True(shutdown.ProbePeriod < shutdown.Notice);
        Assert.True(shutdown.Notice + shutdown.Drain + shutdown.Flush < shutdown.Termination);
    }

    [Theory]
    [InlineData(2, 2, 20, 5, 40)]
    [InlineData(2, 5, 30, 5, 40)]
    [InlineData(2, 5, 0, 5, 40)]
    public void Shutdown_BrokenInequality_Found(int probe, int notice, int drain, int flush, int termination) => Assert.NotEmpty(new ShutdownOptions
    {
        ProbePeriod = TimeSpan.FromSeconds(probe),
        Notice = TimeSpan.FromSeconds(notice),
        Drain = TimeSpan.FromSeconds(drain),
        Flush = TimeSpan.FromSeconds(flush),
        Termination = TimeSpan.FromSeconds(termination),
    }.Errors());

    [Fact]
    public void Readme_OptionsTable_HasEveryOption()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var documented = Regex.Matches(page, @"^\| `(Summit:[^`]+)` \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.Equal(OptionsOf(typeof(SummitOptions), "Summit").Order(), documented.Order());
    }

    private static IEnumerable<string> OptionsOf(Type type, string section) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p =>
        p.PropertyType is { IsClass: true } own && own.Namespace?.StartsWith("Summit", StringComparison.Ordinal) == true
            ? OptionsOf(own, $"{section}:{p.Name}")
            : [$"{section}:{p.Name}"]);

    private static SummitHost Build(params string[] args) => Sample.CreateBuilder(args).Build();
}
