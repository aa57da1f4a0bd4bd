using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Summit.Policy.Rules;
using Summit.Store;

namespace Summit.Hosting.Tests.Errors;

public sealed class ErrorMapperTests
{
    public static TheoryData<Exception, StatusCode, string> Known() => new()
    {
        { new InvalidFieldsException("a", "b"), StatusCode.InvalidArgument, "INVALID_FIELDS" },
        { new NotFoundException("nations/XXX"), StatusCode.NotFound, "RESOURCE_NOT_FOUND" },
        { new PreconditionException(ErrorReason.ConsentMissing, "decisions/d", "consent of UKR is missing"), StatusCode.FailedPrecondition, "CONSENT_MISSING" },
        { new AccessDeniedException(ErrorReason.OutOfScope, "no"), StatusCode.PermissionDenied, "OUT_OF_SCOPE" },
        { new TokenInvalidException("expired", "no"), StatusCode.Unauthenticated, "TOKEN_INVALID" },
        { new NotHeldException("no"), StatusCode.OutOfRange, "OUT_OF_RANGE" },
        { new ComputationTooLargeException("nations", 14, 12), StatusCode.ResourceExhausted, "COMPUTATION_TOO_LARGE" },
        { new ServiceUnavailableException("summit.budgets.v1"), StatusCode.Unavailable, "SERVICE_UNAVAILABLE" },
        { new ShuttingDownException("later"), StatusCode.Unavailable, "SHUTTING_DOWN" },
        { new ResourceNotFoundException("n"), StatusCode.NotFound, "RESOURCE_NOT_FOUND" },
        { new ResourceExistsException("n", new Revision(1, "x")), StatusCode.AlreadyExists, "RESOURCE_EXISTS" },
        { new StaleEtagException("n", "1@x", "2@x"), StatusCode.Aborted, "ETAG_STALE" },
        { new RequestIdReusedException("r"), StatusCode.AlreadyExists, "REQUEST_ID_REUSED" },
        { new InvalidResourceNameException("n", "p/{p}"), StatusCode.InvalidArgument, "INVALID_FIELDS" },
        { new InvalidQueryException("filter", "wrong"), StatusCode.InvalidArgument, "INVALID_FIELDS" },
        { new PastOutOfRangeException("9@x", "1 to 2"), StatusCode.OutOfRange, "OUT_OF_RANGE" },
        { new WrongEpochException("1@y", "x"), StatusCode.Aborted, "POSITION_LOST" },
        { new WatcherTooSlowException(new Revision(1, "x")), StatusCode.ResourceExhausted, "WATCH_TOO_SLOW" },
        { new StoreClosingException(new Revision(1, "x")), StatusCode.Unavailable, "SHUTTING_DOWN" },
        { new StoreUnavailableException("host db.example password=1"), StatusCode.Unavailable, "STORE_UNAVAILABLE" },
        { new StoreFullException("disk"), StatusCode.Unavailable, "STORE_UNAVAILABLE" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void TryMap_KnownError_ItsStatusAndReason(Exception error, StatusCode code, string reason)
    {
        var status = ErrorMapper.TryMap(error)!;
        var typed = SummitRpcException.From(status.ToRpcException());

        Assert.Equal((code, reason, ErrorReasons.Domain), (typed.StatusCode, typed.Reason, typed.Domain));
        Assert.DoesNotContain("password", status.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(NullReferenceException))]
    public void TryMap_FaultOfOurs_Null(Type type) => Assert.Null(ErrorMapper.TryMap((Exception)Activator.CreateInstance(type)!));

    [Fact]
    public void TryMap_StoreFault_IsOurs() => Assert.Null(ErrorMapper.TryMap(new CorruptStoreException("/secret/path is damaged")));

    [Fact]
    public void TryMap_ErrorOfAnotherService_PassesAsItIs()
    {
        var theirs = StatusDetails.From(new NotFoundException("nations/XXX")).WithTrace("t").ToRpcException();

        Assert.Equal(theirs.Trailers.GetValueBytes(SummitMetadata.StatusDetails), ErrorMapper.TryMap(theirs)!.ToByteArray());
    }

    [Theory]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.Unimplemented)]
    public void TryMap_FaultOfAnotherService_BecomesOurs(StatusCode code) => Assert.Null(ErrorMapper.TryMap(new RpcException(new Grpc.Core.Status(code, "secret"))));

    [Fact]
    public void TryMap_ServiceAway_NamedWithRetryInfo()
    {
        var away = SummitRpcException.From(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "")), method: "/summit.nations.v1.PositionService/GetPosition");

        var typed = SummitRpcException.From(ErrorMapper.TryMap(away)!.ToRpcException());

        Assert.Equal(("SERVICE_UNAVAILABLE", "summit.nations.v1"), (typed.Reason, typed.Facts["service"]));
        Assert.NotNull(typed.RetryDelay);
    }

    [Fact]
    public void From_ThousandViolations_FitAndTheRestIsCounted()
    {
        var violations = Enumerable.Range(0, 1000).Select(i => new Violation($"offers[{i}].persons", "is required; it was not sent")).ToList();

        var status = StatusDetails.From(new InvalidFieldsException(violations)).WithTrace(new string('a', 32));
        var listed = SummitRpcException.From(status.ToRpcException()).Violations;

        Assert.True(status.CalculateSize() < 6 * 1024);
        Assert.InRange(listed.Count, 50, 999);
        Assert.Contains($"{1000 - (listed.Count - 1)} more", listed[^1].Description, StringComparison.Ordinal);
        Assert.Equal("1000", SummitRpcException.From(status.ToRpcException()).Facts["violations"]);
    }

    [Fact]
    public void WithTrace_AnotherIsNamedAlready_Replaced()
    {
        var status = StatusDetails.From(new NotFoundException("x")).WithTrace("first").WithTrace("second");

        Assert.Equal("second", Assert.Single(status.Details, d => d.Is(RequestInfo.Descriptor)).Unpack<RequestInfo>().RequestId);
    }

    [Fact]
    public void NameOf_EveryReason_HasAName()
    {
        foreach (var reason in Enum.GetValues<ErrorReason>())
        {
            Assert.Matches("^[A-Z_]+$", ErrorReasons.NameOf(reason));
        }
    }
}
