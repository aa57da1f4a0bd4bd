namespace Summit.Client.Tests;

public sealed class RevisionVectorTests
{
    [Fact]
    public void Parse_ThenToString_InOrderOfPackage() =>
        Assert.Equal("a.v1=1@x,b.v1=17@k3f9", RevisionVector.Parse(" b.v1=17@k3f9, a.v1=1@x").ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.v1")]
    [InlineData("a.v1=")]
    [InlineData("a.v1=17")]
    [InlineData("a.v1=@x")]
    [InlineData("a.v1=-1@x")]
    [InlineData("=1@x")]
    [InlineData("a.v1=99999999999999999999@x")]
    public void Parse_NotAVector_Empty(string? text) => Assert.True(RevisionVector.Parse(text).IsEmpty);

    [Theory]
    [InlineData("a=2@x", "a=1@x", "a=2@x")]
    [InlineData("a=2@x", "a=3@x", "a=3@x")]
    [InlineData("a=2@x", "a=1@y", "a=1@y")]
    [InlineData("a=2@x", "b=1@y", "a=2@x,b=1@y")]
    public void Newest_TakesTheNewerAndTheOtherEpoch(string mine, string other, string expected) =>
        Assert.Equal(expected, RevisionVector.Parse(mine).Newest(RevisionVector.Parse(other)).ToString());
}
