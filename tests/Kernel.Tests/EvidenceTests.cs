using Summit.Api.V1;
using Date = Google.Type.Date;

namespace Summit.Kernel.Tests;

public sealed class EvidenceTests
{
    private static readonly DateOnly AsOf = new(2025, 2, 17);

    [Fact]
    public void Use_PublishedBeforeAndAfterTheDay_AgeIsSignedAndLaterIsMarked()
    {
        var evidence = new Evidence("summit.budgets.v1", AsOf);

        evidence.Use("b", "later", "1", "EUR", Published(2025, 3, 1));
        evidence.Use("a", "earlier", "2", "EUR", Published(2025, 2, 7));

        Assert.Equal([("a", 10, false), ("b", -12, true)], evidence.Facts.Select(f => (f.Name, f.AgeDays, f.PublishedLater)));
        Assert.True(evidence.AnyPublishedLater);
    }

    [Fact]
    public void Use_NoDayOfPublication_NoAge()
    {
        var evidence = new Evidence("summit.budgets.v1", AsOf);

        evidence.Use("a", "assumed", "2", "", new Source { Title = "Own assumption" });

        Assert.Equal((0, false), (Assert.Single(evidence.Facts).AgeDays, evidence.AnyPublishedLater));
    }

    [Fact]
    public void Use_SameFactTwice_FirstStands()
    {
        var evidence = new Evidence("summit.budgets.v1", AsOf);

        evidence.Use("a", "what", "first", "", null);
        evidence.Use("a", "what", "second", "", null);

        Assert.Equal("first", Assert.Single(evidence.Facts).Value);
    }

    private static Source Published(int year, int month, int day) => new() { Title = "Report", PublishDate = new Date { Year = year, Month = month, Day = day } };
}
