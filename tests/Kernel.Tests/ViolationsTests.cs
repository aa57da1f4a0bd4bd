namespace Summit.Kernel.Tests;

public sealed class ViolationsTests
{
    [Fact]
    public void Require_ConditionHolds_NothingFound()
    {
        var violations = new Violations();

        Assert.True(violations.Require(true, "persons", "is negative"));
        Assert.False(violations.Any);
    }

    [Fact]
    public void Require_SeveralFaultsOfOneField_AllFoundOnceInOrder()
    {
        var violations = new Violations();

        Assert.False(violations.Require(false, "b", "second"));
        violations.Require(false, "a", "first");
        violations.Require(false, "b", "third");
        violations.Require(false, "b", "second");

        Assert.Equal(["b: second", "a: first", "b: third"], violations.Found.Select(v => $"{v.Field}: {v.Description}"));
    }

    [Fact]
    public void RequireDistinct_ValueTwice_SecondPlaceNamed()
    {
        var violations = new Violations();

        violations.RequireDistinct(["FRA", "GBR", "FRA"], i => $"nations[{i}]");

        Assert.Equal("nations[2]", Assert.Single(violations.Found).Field);
    }
}
