using Summit.Budgets.Sharing;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Sharing;

/// <summary>The largest inputs that the contract allows end, and sum exactly.</summary>
public sealed class LargestInputTests
{
    [Theory]
    [InlineData(193, 6, 2)]
    [InlineData(300, 20, 5)]
    public async Task ShareCost_UnScaleOfManyMembers_SumsToTheCost(int members, int years, int periods)
    {
        var rule = new UnScaleRule { LastYear = 2023 };
        rule.BasePeriodYears.AddRange(Enumerable.Range(0, periods).Select(i => years - i));
        for (var i = 0; i < members; i++)
        {
            var member = new UnScaleMember { Nation = $"nations/{Code(i)}", DebtAdjusted = i % 3 == 0, LeastDeveloped = i % 7 == 0 };
            member.Years.AddRange(Enumerable.Range(2024 - years, years).Select(year => new UnScaleYear
            {
                Year = year,
                Gni = 1_000_000.7 + (i * i * 13_337.31) + (year * 17.3),
                Population = 100_003 + (i * 7_919) + year,
                ExternalDebt = i * 1_003.9,
            }));
            rule.Members.Add(member);
        }

        var request = new ShareCostRequest { Cost = Make.Money("3700000000.01", "USD"), Rules = { new SharingRule { UnScale = rule } } };
        var result = (await ShareCost.ComputeAsync(SeededStore.Checked(request, ShareCost.Check), await SeededStore.OpenAsync())).Results.Single();
        Assert.Equal(members, result.Shares.Count);
        Assert.Equal(Rational.Parse("3700000000.01"), Rational.Sum(result.Shares.Select(share => Amount.Of(share.Amount))));
    }

    private static string Code(int i) => $"{(char)('A' + (i / 676))}{(char)('A' + (i / 26 % 26))}{(char)('A' + (i % 26))}";
}
