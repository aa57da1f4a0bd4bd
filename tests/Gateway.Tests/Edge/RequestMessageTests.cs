using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Summit.Gateway.Edge;

namespace Summit.Gateway.Tests.Edge;

public sealed class RequestMessageTests
{
    [Fact]
    public async Task Read_CallerResetsTheStream_IsNoFaultOfOurs()
    {
        var body = new Pipe();
        await body.Writer.CompleteAsync(new IOException("The client reset the request stream."));
        var http = new DefaultHttpContext();
        http.Features.Set<IRequestBodyPipeFeature>(new Body(body.Reader));

        var ended = await Assert.ThrowsAsync<CallEndedException>(async () => await RequestMessage.ReadAsync(http.Request, limit: 100, CancellationToken.None));

        Assert.Equal((int)StatusCode.Cancelled, ended.Status.Code);
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}
