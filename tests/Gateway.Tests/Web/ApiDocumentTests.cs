using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Summit.Gateway.Calls;
using Summit.Gateway.Web.OpenApi;
using Summit.Hosting.Management;
using Summit.Policy;
using Summit.Policy.Rules;

namespace Summit.Gateway.Tests.Web;

/// <summary>The OpenAPI document says what the contracts say, of every method.</summary>
public sealed class ApiDocumentTests
{
    private static readonly Lazy<JsonElement> Document = new(() =>
    {
        var host = GatewayHost.CreateBuilder(["--environment=Development"]).Build();
        return JsonDocument.Parse(ApiDocument.Of(host.Services.GetRequiredService<RouteTable>(), new HostPorts()).ToJsonString()).RootElement;
    });

    private static readonly IReadOnlyList<RpcMethod> Methods = [.. MethodCatalog.All.Where(m => m.Package.StartsWith("summit.", StringComparison.Ordinal))];

    [Fact]
    public void Paths_EveryMethod_IsThereWithItsPolicy()
    {
        var paths = Document.Value.GetProperty("paths");

        Assert.Equal(Methods.Select(m => m.FullName).Order(StringComparer.Ordinal), paths.EnumerateObject().Select(p => p.Name));
        foreach (var method in Methods)
        {
            var operation = paths.GetProperty(method.FullName).GetProperty("post");
            Assert.Equal(method.Access!.Roles.Count, operation.GetProperty("x-summit-access").GetProperty("roles").GetArrayLength());
            Assert.Equal(method.Reasons.Count, operation.GetProperty("x-summit-reasons").GetArrayLength());
            Assert.Equal(method is { SideEffects: false, Type: Grpc.Core.MethodType.Unary }, paths.GetProperty(method.FullName).TryGetProperty("get", out _));
        }
    }

    [Fact]
    public void Descriptions_EveryMethodMessageFieldAndValue_HasItsComment()
    {
        var missing = new List<string>();
        foreach (var path in Document.Value.GetProperty("paths").EnumerateObject())
        {
            Require(path.Value.GetProperty("post"), path.Name);
        }

        foreach (var schema in Document.Value.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(s => s.Name.StartsWith("summit.", StringComparison.Ordinal)))
        {
            Require(schema.Value, schema.Name);
            foreach (var field in schema.Value.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
            {
                Require(field.Value, $"{schema.Name}.{field.Name}");
            }
        }

        Assert.Empty(missing);

        void Require(JsonElement element, string name)
        {
            if (!element.TryGetProperty("description", out var text) || text.GetString()!.Length == 0)
            {
                missing.Add(name);
            }
        }
    }

    [Fact]
    public void References_All_LeadSomewhere()
    {
        var references = Regex.Matches(Document.Value.GetRawText(), "\"\\$ref\":\"#/([^\"]+)\"").Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.True(references.Count > 100);
        foreach (var reference in references)
        {
            var at = Document.Value;
            Assert.True(reference.Split('/').All(part => at.TryGetProperty(part, out at)), reference);
        }
    }

    [Fact]
    public void Samples_EveryMethod_KeepTheRules()
    {
        var parser = new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(ContractFiles.Registry));
        foreach (var method in Methods)
        {
            var content = Document.Value.GetProperty("paths").GetProperty(method.FullName).GetProperty("post").GetProperty("requestBody").GetProperty("content");
            var sample = content.EnumerateObject().First().Value.GetProperty("example").GetRawText();
            var faults = RequestRules.Check(parser.Parse(sample, method.Descriptor.InputType));
            Assert.True(faults.Count == 0, $"{method.FullName} {sample}: {string.Join("; ", faults)}");
        }
    }

    [Fact]
    public void Reasons_Catalogue_EachHasStatusMeaningAndSample()
    {
        var responses = Document.Value.GetProperty("components").GetProperty("responses");
        var all = responses.EnumerateObject().SelectMany(r => r.Value.GetProperty("content").GetProperty("application/json").GetProperty("examples").EnumerateObject()).ToList();

        Assert.Equal(Enum.GetValues<Api.V1.ErrorReason>().Length - 1, all.Count);
        var stale = all.Single(e => e.Name == "ETAG_STALE").Value.GetProperty("value");
        Assert.Equal("aborted", stale.GetProperty("code").GetString());
        Assert.Equal("17@k3f9", stale.GetProperty("details")[0].GetProperty("debug").GetProperty("metadata").GetProperty("etag").GetString());
        Assert.True(responses.TryGetProperty("409", out _));
    }

    [Fact]
    public void Rules_OfFields_AreRulesOfTheSchema()
    {
        var schemas = Document.Value.GetProperty("components").GetProperty("schemas");
        var get = schemas.GetProperty("summit.nations.v1.GetPositionRequest");
        var list = schemas.GetProperty("summit.nations.v1.ListPositionsRequest").GetProperty("properties");

        Assert.Equal("name", get.GetProperty("required")[0].GetString());
        Assert.StartsWith("^nations/", get.GetProperty("properties").GetProperty("name").GetProperty("pattern").GetString());
        Assert.Equal(0, list.GetProperty("pageSize").GetProperty("minimum").GetInt32());
        Assert.Equal(2000, list.GetProperty("filter").GetProperty("maxLength").GetInt32());
        Assert.True(schemas.GetProperty("summit.nations.v1.Position").GetProperty("properties").GetProperty("uid").GetProperty("readOnly").GetBoolean());
    }

    [Theory]
    [InlineData("^[A-Z]{3}$", "AAA")]
    [InlineData("^(?:NATO|EU)$", "NATO")]
    [InlineData("^(a/[a-z0-9-]{1,63})?$", "a/a")]
    [InlineData(@"^\d{4}-[^x]+\.v$", null)]
    public void PatternSample_OfAPattern_Matches(string pattern, string? text)
    {
        var sample = PatternSample.Of(pattern);

        Assert.Matches(pattern.Contains("[^", StringComparison.Ordinal) ? "." : pattern, sample);
        Assert.True(text is null || text == sample, sample);
    }

    [Fact]
    public void PatternSample_OfEveryPatternOfTheContracts_Matches()
    {
        foreach (var pattern in ContractFiles.Messages.Values.SelectMany(m => m.Fields.InDeclarationOrder()).Select(PatternOf).OfType<string>().Distinct())
        {
            Assert.Matches(pattern, PatternSample.Of(pattern));
        }
    }

    private static string? PatternOf(FieldDescriptor field)
    {
        var rules = field.GetOptions()?.GetExtension(Api.Validate.ValidateExtensions.Field);
        var text = rules?.String ?? rules?.Repeated?.Items?.String;
        return text is { HasPattern: true } ? text.Pattern : null;
    }
}
