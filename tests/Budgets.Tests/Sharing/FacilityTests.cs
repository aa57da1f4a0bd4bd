using Summit.Budgets.Sharing;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Sharing;

public sealed class FacilityTests
{
    [Fact]
    public void Share_HandbookExample_10_20_80() =>
        Assert.Equal(Make.Rationals(10, 20, 80), Make.Of(Facility.Share([new("A", 30, 1), new("B", 50, 1), new("C", 110, 1)])));

    // Littlechild and Thompson, Aircraft landing fees: a game theory approach, Bell Journal of Economics 8 (1977): runway
    // costs at Birmingham airport 1968-69 (annual capital cost in pounds, movements), as in Littlechild and Owen (1973).
    private static readonly FacilityUser[] Birmingham =
    [
        new("Fokker Friendship 27", 65_899, 42),
        new("Viscount 800", 76_725, 9_555),
        new("Hawker Siddeley Trident", 95_200, 288),
        new("Britannia 100", 97_200, 303),
        new("Caravelle VI R", 97_436, 151),
        new("BAC 111 (500)", 98_142, 1_315),
        new("Vanguard 953", 102_496, 505),
        new("Comet 4B", 104_849, 1_128),
        new("Britannia 300", 113_322, 151),
        new("Corvair Coronado", 115_440, 112),
        new("Boeing 707", 117_676, 22),
    ];

    [Theory]
    [InlineData("Fokker Friendship 27", "4.86")]
    [InlineData("Viscount 800", "5.66")]
    [InlineData("Hawker Siddeley Trident", "10.3")]
    [InlineData("Britannia 100", "10.85")]
    [InlineData("Caravelle VI R", "10.92")]
    [InlineData("BAC 111 (500)", "11.13")]
    [InlineData("Vanguard 953", "13.4")]
    [InlineData("Comet 4B", "15.07")]
    [InlineData("Britannia 300", "44.8")]
    [InlineData("Corvair Coronado", "60.61")]
    [InlineData("Boeing 707", "162.24")]
    public void Share_BirminghamAirport_FeePerMovementAsPublished(string type, string fee)
    {
        var share = Facility.Share(Birmingham).Single(share => share.Nation == type);
        var movements = Birmingham.Single(user => user.Nation == type).UserCount;
        Assert.Equal(fee, (share.Value / movements).ToText(2));
    }

    [Fact]
    public void Share_BirminghamAirport_SumsToTheLargestRunway() =>
        Assert.Equal((Rational)117_676, Rational.Sum(Make.Of(Facility.Share(Birmingham))));

    [Fact]
    public void Share_SmallGames_IsTheShapleyValue()
    {
        // The definition: mean over all orders of what each adds to the cost of those before it.
        Rational[] needs = [7, 7, 12, 31];
        var orders = Orders([0, 1, 2, 3]).ToList();
        var mean = Enumerable.Range(0, needs.Length).Select(i => Rational.Sum(orders.Select(order =>
        {
            var before = order.TakeWhile(j => j != i).Select(j => needs[j]).Append(Rational.Zero).Max();
            return Rational.Max(needs[i] - before, Rational.Zero);
        })) / orders.Count);
        Assert.Equal(mean, Make.Of(Facility.Share([.. needs.Select((need, i) => new FacilityUser($"{i}", need, 1))])));
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
