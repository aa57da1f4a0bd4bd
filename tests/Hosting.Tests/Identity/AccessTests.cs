using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Identity;
using Summit.Nations.V1;

namespace Summit.Hosting.Tests.Identity;

public sealed class AccessTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Secretariat)]
    [InlineData(Role.Operator)]
    public async Task Call_RoleWithoutTheMethod_RefusedWithRoleAndAllowed(Role role)
    {
        var error = await TestHost.FailureOf(_host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p"), _host.As(role)));

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED"), (error.StatusCode, error.Reason));
        Assert.Equal((Roles.NameOf(role), "delegate"), (error.Facts["role"], error.Facts["allowed"]));
        Assert.Matches("^[0-9a-f]{32}$", error.TraceId);
    }

    [Fact]
    public async Task Call_Operator_MayNotReadDomainData()
    {
        var error = await TestHost.FailureOf(_host.Positions.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-" }, _host.As(Role.Operator)));

        Assert.Equal("ROLE_NOT_ALLOWED", error.Reason);
    }

    [Fact]
    public async Task Call_NoTokenInDevelopment_IsViewer()
    {
        await _host.Positions.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-" });

        var error = await TestHost.FailureOf(_host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p")));
        Assert.Equal("viewer", error.Facts["role"]);
    }

    [Fact]
    public async Task Call_DelegateOfAnotherNation_Refused()
    {
        var germany = _host.As(Role.Delegate, "DEU");
        await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p"), _host.As(Role.Delegate, "FRA"));

        foreach (var call in new[]
        {
            _host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "q"), germany),
            _host.Positions.UpdatePositionAsync(new UpdatePositionRequest { Position = new Position { Name = "nations/FRA/positions/p", Actor = "x" } }, germany),
        })
        {
            var error = await TestHost.FailureOf(call);
            Assert.Equal((StatusCode.PermissionDenied, "NATION_NOT_ALLOWED"), (error.StatusCode, error.Reason));
            Assert.Equal(("FRA", "DEU"), (error.Facts["nation"], error.Facts["caller"]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("alliances/NATO/positions/p")]
    public async Task Call_NationFieldNamesNoNation_InvalidFieldAndNothingWritten(string name)
    {
        var error = await TestHost.FailureOf(_host.Positions.UpdatePositionAsync(
            new UpdatePositionRequest { Position = new Position { Name = name, Actor = "x" } }, _host.As(Role.Delegate, "FRA")));

        Assert.Equal((StatusCode.InvalidArgument, "position.name"), (error.StatusCode, Assert.Single(error.Violations).Field));
    }

    [Fact]
    public async Task Call_RefusedCaller_LearnsNothingAboutFields()
    {
        var error = await TestHost.FailureOf(_host.Positions.CreatePositionAsync(new CreatePositionRequest(), _host.As(Role.Analyst)));

        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
        Assert.Empty(error.Violations);
    }

    [Fact]
    public async Task Call_RefusedCaller_TrailersOnly()
    {
        using var call = _host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p"));
        await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.NotNull(call.GetTrailers().GetValueBytes("grpc-status-details-bin"));
    }
}
