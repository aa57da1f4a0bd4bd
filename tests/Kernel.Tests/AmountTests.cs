
namespace Summit.Kernel.Tests;

public sealed class AmountTests
{
    [Fact]
    public void ToMoney_Negative_UnitsAndNanosAgreeInSign()
    {
        var money = Amount.ToMoney(Rational.Parse("-1.25"), "EUR");
        Assert.Equal((-1, -250_000_000), (money.Units, money.Nanos));
    }

    [Theory]
    [InlineData("EUR", "0.01", true)]
    [InlineData("EUR", "0.001", false)]
    [InlineData("JPY", "0.5", false)]
    [InlineData("KWD", "0.001", true)]
    public void IsWholeMinor_ByCurrency_KnowsTheMinorUnit(string currency, string amount, bool whole) =>
        Assert.Equal(whole, Amount.IsWholeMinor(Amount.ToMoney(Rational.Parse(amount), currency)));

    [Fact]
    public void ToMoney_BeyondInt64_IsOutOfRange() =>
        Assert.Throws<NumberTooLargeException>(() => Amount.ToMoney(Rational.Parse("1e19"), "EUR"));
}
