using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Summit.Hosting.Tests.Lifecycle;

public sealed class SendWindowsTests
{
    [Fact]
    public async Task Host_EightCallsThatNobodyReads_LeaveRoomOnTheirConnection()
    {
        await using var host = await TestHost.StartAsync();

        var http2 = host.Host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.Http2;

        Assert.True(8 * http2.InitialStreamWindowSize <= http2.InitialConnectionWindowSize / 2);
    }
}
