using Summit.Import.Cells;
using Summit.Import.Countries;
using Summit.Kernel;

namespace Summit.Import.Tests;

public sealed class CellTests
{
    [Theory]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1 234,5", "1234.5")]
    [InlineData("1\u00a0234\u00a0567", "1234567")]
    [InlineData("1’234.5", "1234.5")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("0,123", "0.123")]
    [InlineData("12.5*", "12.5")]
    [InlineData("12.5 (a)", "12.5")]
    [InlineData("−3.5", "-3.5")]
    [InlineData("2.1%", "2.1")]
    [InlineData("1.6136363636363636E-2", "0.016136363636363636")]
    public void TryRead_NumbersAsPublished_AreExact(string cell, string number) =>
        Assert.Equal(Rational.Parse(number), NumberForm.Of([cell]).TryRead(cell, out _));

    [Theory]
    [InlineData("...")]
    [InlineData("12.3.4")]
    [InlineData("1,23,456")]
    [InlineData("12a")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1e99999")]
    public void TryRead_NoNumber_Null(string cell) => Assert.Null(new NumberForm(false).TryRead(cell, out _));

    [Fact]
    public void Of_OneCellTells_AllCommasAreRead()
    {
        var form = NumberForm.Of(["...", "1.234", "12,5"]);

        Assert.True(form.DecimalComma);
        Assert.Equal((Rational)1234, form.TryRead("1.234", out _));
    }

    [Fact]
    public void TryRead_MarkedAsEstimate_SaysSo()
    {
        Assert.Equal((Rational)516, new NumberForm(false).TryRead("516e", out var estimate));
        Assert.True(estimate);
    }

    [Theory]
    [InlineData("2024", 2024, false)]
    [InlineData("2024.0", 2024, false)]
    [InlineData("2024e", 2024, true)]
    [InlineData(" 2024 e ", 2024, true)]
    [InlineData("2023*", 2023, false)]
    public void Year_AsHeadersWriteIt_IsRead(string cell, int year, bool estimate) => Assert.Equal(new Year(year, estimate), Year.TryRead(cell));

    [Theory]
    [InlineData("20245")]
    [InlineData("1899")]
    [InlineData("2024-06")]
    [InlineData("Total")]
    public void Year_Other_Null(string cell) => Assert.Null(Year.TryRead(cell));

    [Theory]
    [InlineData("..")]
    [InlineData(". .")]
    [InlineData("...")]
    [InlineData("-")]
    [InlineData("xxx")]
    [InlineData("n.a.")]
    [InlineData("N/A")]
    [InlineData("  ")]
    public void IsMissing_SignsForNoValue_True(string cell) => Assert.True(Marks.IsMissing(cell));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("Nauru")]
    public void IsMissing_Value_False(string cell) => Assert.False(Marks.IsMissing(cell));

    [Theory]
    [InlineData("Czechia*", "Czechia")]
    [InlineData("12.5 (a) [12]†", "12.5")]
    [InlineData("EU (Commission)", "EU (Commission)")]
    [InlineData("[]", "[]")]
    [InlineData("*", "")]
    public void WithoutFootnotes_Marks_AreTakenAway(string cell, string text) => Assert.Equal(text, Marks.WithoutFootnotes(cell));

    [Fact]
    public void WithoutFootnotes_CellOfMarks_Ends() => Assert.EndsWith("x", Marks.WithoutFootnotes(new string('*', 100_000) + "x"), StringComparison.Ordinal);

    [Theory]
    [InlineData("UK", "GBR")]
    [InlineData("United Kingdom", "GBR")]
    [InlineData("GBR", "GBR")]
    [InlineData("EL", "GRC")]
    [InlineData("Greece", "GRC")]
    [InlineData("Kosovo", "XKX")]
    [InlineData("OWID_KOS", "XKX")]
    [InlineData("Turkey", "TUR")]
    [InlineData("Türkiye", "TUR")]
    [InlineData("Tu\u0308rkiye", "TUR")]
    [InlineData("TURKIYE", "TUR")]
    [InlineData("Czechia*", "CZE")]
    [InlineData("Slovak Republic", "SVK")]
    [InlineData("Côte d’Ivoire", "CIV")]
    [InlineData("EU (Commission and Council)", "EUI")]
    [InlineData("Bosnia & Herzegovina", "BIH")]
    [InlineData("Korea, South", "KOR")]
    [InlineData("Österreich", "AUT")]
    public void Find_NamesOfNations_AreTheirCodes(string name, string code) => Assert.Equal(new Country(CountryKind.Nation, code), CountryNames.Find(name));

    [Theory]
    [InlineData("USSR", CountryKind.Former)]
    [InlineData("Czechoslovakia", CountryKind.Former)]
    [InlineData("NATO Total", CountryKind.Group)]
    [InlineData("World", CountryKind.Group)]
    [InlineData("Ruritania", CountryKind.Unknown)]
    [InlineData("ZZZ", CountryKind.Unknown)]
    public void Find_OtherNames_SaysWhatTheyAre(string name, CountryKind kind) => Assert.Equal(kind, CountryNames.Find(name).Kind);
}
