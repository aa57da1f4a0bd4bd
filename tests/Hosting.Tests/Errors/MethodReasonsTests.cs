using Summit.Api.V1;
using Summit.Policy;

namespace Summit.Hosting.Tests.Errors;

/// <summary>The reasons that methods name in the contract agree with each other and with the fields of the requests.</summary>
public sealed class MethodReasonsTests
{
    [Fact]
    public void Reasons_OfEveryMethod_AreItsOwn() =>
        Assert.Empty(MethodCatalog.All.SelectMany(m => m.Reasons.Where(RpcMethod.CommonReasons.Contains).Select(r => $"{m} names {r}, which every method has")));

    [Theory]
    [InlineData("request_id", ErrorReason.RequestIdReused)]
    [InlineData("etag", ErrorReason.EtagStale)]
    [InlineData("page_token", ErrorReason.PositionLost)]
    public void Reasons_OfAMethodWithTheField_NameWhatTheFieldLeadsTo(string field, ErrorReason reason) => Assert.Empty(
        MethodCatalog.All.Where(m => m.Descriptor.InputType.FindFieldByName(field) is not null && !m.Reasons.Contains(reason))
            .Select(m => $"{m} has {field} and does not name {reason}"));
}
