using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Summit.Hosting;
using Summit.Hosting.Options;

namespace Summit.Gateway.Tests;

public sealed class GatewayOptionsTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "Forwarding:ConnectTimeout", "00:00:00" },
        { "Forwarding:Cooldown", "-00:00:01" },
        { "Forwarding:ResolveInterval", "00:00:00" },
        { "Forwarding:KeepAliveDelay", "00:00:00.5" },
        { "Forwarding:KeepAliveTimeout", "00:00:00" },
        { "Forwarding:StreamWindowSize", "1000" },
        { "Forwarding:MaxRequestBytes", "0" },
        { "Feed:Lease", "00:10:00" },
        { "Feed:ProbeInterval", "00:00:01.5" },
        { "Feed:Reconnect", "00:00:00" },
        { "Feed:CatchUp", "-1" },
        { "Feed:TokenFile", "/nowhere/token" },
        { "Feed:ClientSecretFile", "/nowhere/secret" },
        { "Feed:ClientAssertionFile", "/nowhere/token" },
        { "Cache:MemoryBytes", "-1" },
        { "Cache:MaxEntryBytes", "20000000" },
        { "Cache:MaxAnswerBytes", "2147483647" },
        { "Cache:RedisTimeout", "00:00:00" },
        { "Cache:RedisRetry", "00:00:00" },
        { "Cache:RedisExpiry", "00:00:00" },
        { "Cache:StaleWait", "-00:00:01" },
        { "Limits:Read:PerSecond", "NaN" },
        { "Limits:Write:Burst", "0" },
        { "Limits:Stream:Concurrent", "-5" },
        { "Limits:Forget", "00:00:00" },
        { "Limits:Read:Burst", "many" },
        { "Web:Port", "70000" },
        { "Web:Origins", "https://plans.example/path" },
        { "Feed:Lease", "soon" },
        { "Fedd:Lease", "00:00:02" },
        { "Limits:Read:PerHour", "1" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Build_FaultySetting_NamedByItsFullKey(string key, string value)
    {
        var fault = Assert.Single(Assert.Throws<HostStartException>(() => Build($"--Gateway:{key}={value}")).Problems);

        // An unknown section is one fault, whatever stands in it.
        Assert.StartsWith("Gateway:" + (key.StartsWith("Fedd", StringComparison.Ordinal) ? "Fedd" : key), fault);
    }

    [Fact]
    public void Build_ManyFaultySettings_AllNamedAtOnce()
    {
        var problems = Assert.Throws<HostStartException>(() => Build(
            "--Gateway:Limits:Read:Burst=0", "--Gateway:Limits:Write:Burst=many", "--Gateway:Feed:ProbeInterval=00:00:02", "--Gateway:Cache:RedisTimout=1",
            "--Summit:Port=70000", "--Summit:Shutdown:Drain=long", "--Summit:Services:summit.nations.v1=http://nations:8080/path")).Problems;

        string[] keys =
        [
            "Gateway:Cache:RedisTimout", "Gateway:Feed:ProbeInterval", "Gateway:Limits:Read:Burst", "Gateway:Limits:Write:Burst", "Summit:Port",
            "Summit:Services:summit.nations.v1", "Summit:Shutdown:Drain",
        ];
        Assert.Equal(keys, problems.Select(p => p.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Build_OutsideDevelopmentWithoutTokenForTheFeeds_Refused()
    {
        var fault = Assert.Single(Assert.Throws<HostStartException>(
            () => GatewayHost.CreateBuilder(["--environment=Production", "--Summit:Identity:Authority=https://issuer.example"]).Build()).Problems);

        Assert.StartsWith("Gateway:Feed:TokenFile", fault);
    }

    [Fact]
    public void Build_ClientCredentialsWithoutTheirParts_AllNamedAtOnce()
    {
        var problems = Assert.Throws<HostStartException>(() => Build("--Gateway:Feed:TokenAddress=http://issuer.example/token", "--Gateway:Feed:Token=x")).Problems;

        Assert.Equal(
            [
                "Gateway:Feed:TokenAddress \"http://issuer.example/token\" is not an https address",
                "Gateway:Feed:TokenAddress and Gateway:Feed:ClientId are needed together",
                "Gateway:Feed:TokenAddress needs one of Gateway:Feed:ClientSecretFile and Gateway:Feed:ClientAssertionFile",
                "More than one of Gateway:Feed:Token, Gateway:Feed:TokenFile and Gateway:Feed:TokenAddress is set; the token comes from one of them",
            ],
            problems);
    }

    [Fact]
    public void Readme_OptionsTable_HasEveryOptionWithItsDefault()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var rows = Regex.Matches(page, @"^\| (?<keys>`[A-Z]\w+:[^|]+) \| (?<defaults>[^|]+) \|", RegexOptions.Multiline);
        var documented = rows.SelectMany(r => KeysOf(r.Groups["keys"].Value).Zip(r.Groups["defaults"].Value.Split(", "))).ToDictionary(d => d.First, d => d.Second);
        var options = OptionsOf(new GatewayOptions(), "").ToDictionary(o => o.Key, o => o.Value);

        Assert.Equal(options.Keys.Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        Assert.All(options, o => Assert.Equal(o.Value is null or "" ? "none" : o.Value, Read(documented[o.Key], o.Value)));
    }

    private static SummitHost Build(params string[] args) => GatewayHost.CreateBuilder(["--environment=Development", .. args]).Build();

    // `Limits:Read:PerSecond`, `Burst`: what follows is of the same section.
    private static IEnumerable<string> KeysOf(string cell)
    {
        var keys = cell.Split(", ").Select(k => k.Trim('`')).ToList();
        var section = keys[0][..(keys[0].LastIndexOf(':') + 1)];
        return keys.Select((k, i) => i == 0 ? k : section + k);
    }

    private static IEnumerable<(string Key, object? Value)> OptionsOf(object options, string section) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p => p.PropertyType.IsClass && p.PropertyType != typeof(string)
            ? OptionsOf(p.GetValue(options)!, $"{section}{p.Name}:")
            : [($"{section}{p.Name}", p.GetValue(options))]);

    private static object Read(string text, object? like)
    {
        if (like is null or string)
        {
            return text;
        }

        var (number, unit) = text.Split(' ') is [var first, var second] ? (first, second) : (text, "");
        var value = double.Parse(number, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        object read = unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(value),
            "s" => TimeSpan.FromSeconds(value),
            "min" => TimeSpan.FromMinutes(value),
            "h" => TimeSpan.FromHours(value),
            "KiB" => value * 1024,
            "MiB" => value * 1024 * 1024,
            _ => value,
        };
        return read is TimeSpan ? read : Convert.ChangeType(read, like.GetType(), CultureInfo.InvariantCulture);
    }
}
