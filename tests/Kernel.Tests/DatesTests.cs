using Date = Google.Type.Date;

namespace Summit.Kernel.Tests;

public sealed class DatesTests
{
    [Theory]
    [InlineData(2025, 2, 29)]
    [InlineData(2025, 13, 1)]
    [InlineData(2025, 0, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(10000, 1, 1)]
    public void TryDay_NoSuchDay_Null(int year, int month, int day) => Assert.Null(new Date { Year = year, Month = month, Day = day }.TryDay());

    [Fact]
    public void TryDay_LeapDay_ThatDay() => Assert.Equal(new DateOnly(2024, 2, 29), new Date { Year = 2024, Month = 2, Day = 29 }.TryDay());

    [Fact]
    public void EndOf_LastDayOfTheYear_FirstInstantOfTheNext() =>
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Dates.EndOf(new DateOnly(2025, 12, 31)));
}
