
namespace Summit.Kernel.Tests;

public sealed class RationalTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-7, "0.0000001")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(1.2345678901234567e30, "1234567890123456700000000000000")]
    public void FromWire_Double_IsTheDecimalNumberItPrintsAs(double value, string text) =>
        Assert.Equal(Rational.Parse(text), Rational.FromWire(value));

    [Theory]
    [InlineData("2.5", 0, "3")]
    [InlineData("-2.5", 0, "-3")]
    [InlineData("0.125", 2, "0.13")]
    [InlineData("100", 2, "100")]
    public void ToText_Half_GoesAwayFromZero(string value, int places, string text) =>
        Assert.Equal(text, Rational.Parse(value).ToText(places));

    [Fact]
    public void Root_OfPower_IsTheBaseTo18Places() =>
        Assert.Equal(Rational.Parse("1.13"), Rational.Parse("1.13").Power(5).Root(5));

    [Fact]
    public void Root_OfTwo_IsRoundedDown() =>
        Assert.Equal("1.414213562373095048", new Rational(2, 1).Root(2).ToText(18));

    [Fact]
    public void Floor_Negative_GoesDown() => Assert.Equal(-3, new Rational(-5, 2).Floor());
}
