using Grpc.Core;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Upstream;

public sealed class RequestSizeTests
{
    private const int Limit = 4 * 1024 * 1024;

    [Theory]
    [InlineData(Limit, StatusCode.OK)]
    [InlineData(Limit + 1, StatusCode.ResourceExhausted)]
    public async Task Call_RequestOfBytes_UpToTheLimit(int bytes, StatusCode expected)
    {
        await using var service = await RawService.StartAsync(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            await RawService.Always(new Position())(http);
        });
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString());

        // Field number and length take five bytes.
        var request = new GetPositionRequest { Name = new string('x', bytes - 5) };
        var served = await Served<Position>.OfAsync(gateway.Positions.GetPositionAsync(request));

        Assert.Equal(bytes, request.CalculateSize());
        Assert.Equal(expected, served.Error?.StatusCode ?? StatusCode.OK);
        Assert.Equal(expected == StatusCode.OK ? null : "COMPUTATION_TOO_LARGE", served.Error?.Reason);
        Assert.Equal(expected == StatusCode.OK ? 1 : 0, service.Calls);
    }
}
