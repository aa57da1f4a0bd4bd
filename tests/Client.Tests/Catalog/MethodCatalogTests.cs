using Grpc.Core;
using Summit.Api.V1;
using Summit.Policy;

namespace Summit.Client.Tests.Catalog;

public sealed class MethodCatalogTests
{
    [Fact]
    public void All_OfOurMethods_SayWhoMayCall()
    {
        var ours = MethodCatalog.All.Where(m => m.Package.StartsWith("summit.", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(ours);
        Assert.All(ours, m => Assert.True(m.Access is { Open: false, Roles.Count: > 0 }, $"{m} has no access"));
    }

    [Fact]
    public void Get_ReadOnlyMethod_CacheableAndRepeatable()
    {
        var method = MethodCatalog.Get("/summit.nations.v1.PositionService/ListPositions");

        Assert.False(method.SideEffects);
        Assert.True(method.Repeatable);
        Assert.Equal(["summit.nations.v1/Position"], method.Reads!.Types_);
        Assert.Equal(TimeSpan.FromSeconds(10), method.DefaultDeadline);
        Assert.Equal(TimeSpan.FromSeconds(60), method.MaxDeadline);
    }

    [Fact]
    public void Get_WritingMethodWithRequestId_RepeatableForItsNationOnly()
    {
        var method = MethodCatalog.Get("/summit.nations.v1.PositionService/UpdatePosition");

        Assert.True(method.SideEffects);
        Assert.True(method.Repeatable);
        Assert.Null(method.Reads);
        Assert.Equal([Role.Delegate], method.Access!.Roles);
        Assert.Equal("position.name", method.Access.NationField);
    }

    [Fact]
    public void Get_Watch_HasNoDeadline()
    {
        var method = MethodCatalog.Get("/summit.nations.v1.ChangeService/WatchChanges");

        Assert.Equal(MethodType.ServerStreaming, method.Type);
        Assert.Equal(Timeout.InfiniteTimeSpan, method.DefaultDeadline);
    }

    [Fact]
    public void Get_StandardContract_IsOpen() => Assert.True(MethodCatalog.Get("/grpc.health.v1.Health/Check").Access!.Open);

    [Fact]
    public void Get_UnknownMethod_Throws() => Assert.Throws<ArgumentException>(() => MethodCatalog.Get("/summit.nations.v1.PositionService/Nothing"));
}
