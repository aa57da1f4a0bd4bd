using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Api.V1;
using Summit.Hosting.Health;
using Summit.Policy;

namespace Summit.Hosting.Tests.Health;

public sealed class MethodPolicyTests
{
    public static TheoryData<string> Methods() => new(MethodCatalog.All.Select(m => m.FullName).Order());

    [Theory]
    [MemberData(nameof(Methods))]
    public void Problems_MethodOfTheContracts_None(string path) => Assert.Empty(MethodPolicy.Problems(MethodCatalog.Get(path)));

    [Fact]
    public void Problems_NoAccess_Named() => Assert.Contains("has no (summit.api.v1.access)", Assert.Single(MethodPolicy.Problems(Method(null))), StringComparison.Ordinal);

    [Fact]
    public void Problems_OpenMethodWithoutRoles_None() => Assert.Empty(MethodPolicy.Problems(Method(new Access { Open = true })));

    [Fact]
    public void Problems_NoRolesOrUnspecifiedRole_Named()
    {
        Assert.Single(MethodPolicy.Problems(Method(new Access())));
        Assert.Single(MethodPolicy.Problems(Method(new Access { Roles = { Role.Unspecified } })));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("inner.nothing")]
    [InlineData("number")]
    [InlineData("texts")]
    public void Problems_NationFieldLeadsNowhere_Named(string path) =>
        Assert.Contains(path, Assert.Single(MethodPolicy.Problems(Method(new Access { Roles = { Role.Delegate }, NationField = path }))), StringComparison.Ordinal);

    [Fact]
    public void Problems_NationFieldOfAStreamedRequest_Named() => Assert.Contains(
        "streaming", Assert.Single(MethodPolicy.Problems(Method(new Access { Roles = { Role.Delegate }, NationField = "text" }, clientStreaming: true))), StringComparison.Ordinal);

    [Fact]
    public void Problems_CacheableMethodWithSideEffects_Named() =>
        Assert.Single(MethodPolicy.Problems(Method(new Access { Roles = { Role.Viewer } }, reads: new Reads { Types_ = { "a/B" } })));

    private static RpcMethod Method(Access? access, bool clientStreaming = false, Reads? reads = null)
    {
        var options = new MethodOptions();
        if (access is not null)
        {
            options.SetExtension(AnnotationsExtensions.Access, access);
        }

        if (reads is not null)
        {
            options.SetExtension(AnnotationsExtensions.Reads, reads);
        }

        var request = new DescriptorProto { Name = "Request" };
        request.Field.Add(new FieldDescriptorProto { Name = "text", Number = 1, Type = FieldDescriptorProto.Types.Type.String, Label = FieldDescriptorProto.Types.Label.Optional });
        request.Field.Add(new FieldDescriptorProto { Name = "number", Number = 2, Type = FieldDescriptorProto.Types.Type.Int32, Label = FieldDescriptorProto.Types.Label.Optional });
        request.Field.Add(new FieldDescriptorProto { Name = "texts", Number = 3, Type = FieldDescriptorProto.Types.Type.String, Label = FieldDescriptorProto.Types.Label.Repeated });
        request.Field.Add(new FieldDescriptorProto
        {
            Name = "inner",
            Number = 4,
            Type = FieldDescriptorProto.Types.Type.Message,
            TypeName = ".sample.v1.Request",
            Label = FieldDescriptorProto.Types.Label.Optional,
        });
        var file = new FileDescriptorProto { Name = "sample.proto", Package = "sample.v1", Syntax = "proto3", MessageType = { request } };
        file.Service.Add(new ServiceDescriptorProto
        {
            Name = "Sample",
            Method = { new MethodDescriptorProto { Name = "Do", InputType = ".sample.v1.Request", OutputType = ".sample.v1.Request", Options = options, ClientStreaming = clientStreaming } },
        });
        var registry = new ExtensionRegistry { AnnotationsExtensions.Access, AnnotationsExtensions.Reads, AnnotationsExtensions.Timing };
        return new RpcMethod(FileDescriptor.BuildFromByteStrings([file.ToByteString()], registry)[0].Services[0].Methods[0]);
    }
}
