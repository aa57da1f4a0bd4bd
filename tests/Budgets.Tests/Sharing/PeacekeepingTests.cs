using Summit.Budgets.Sharing;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Sharing;

public sealed class PeacekeepingTests
{
    // A/76/296/Rev.1, scale of peacekeeping operations 2022: effective rates of the permanent members on the regular rates of
    // resolution 76/238. Everyone else together had 52.187 % of the regular scale and paid 41.4306 %.
    [Theory]
    [InlineData("USA", "26.949")]
    [InlineData("CHN", "18.686")]
    [InlineData("GBR", "5.359")]
    [InlineData("FRA", "5.289")]
    [InlineData("RUS", "2.286")]
    public void Share_Scale2022_PermanentMembersAsPublished(string nation, string percent)
    {
        PeacekeepingRate Permanent(string code, string regular) => new(code, Rational.Parse(regular), Rational.Zero, true);
        var others = Rational.Parse("52.187");
        var (shares, _) = Peacekeeping.Share(
        [
            Permanent("USA", "22"), Permanent("CHN", "15.254"), Permanent("GBR", "4.375"), Permanent("FRA", "4.318"), Permanent("RUS", "1.866"),
            new("OTH", others, Rational.One - (Rational.Parse("41.4306") / others), false),
        ]);
        Assert.Equal(percent, (shares.Single(share => share.Nation == nation).Value * 100).ToText(3));
    }

    [Fact]
    public void Share_Discounts_AreTakenUpWithOneFactor()
    {
        var (shares, factor) = Peacekeeping.Share([new("P", 30, 0, true), new("Q", 20, 0, true), new("A", 40, new(50, 100), false), new("B", 10, new(90, 100), false)]);
        Assert.Equal(new Rational(79, 50), factor);
        Assert.Equal([new Rational(474, 1000), new Rational(316, 1000), new Rational(200, 1000), new Rational(10, 1000)], Make.Of(shares));
    }
}
