using Summit.Api.V1;
using Summit.Kernel;

namespace Summit.Budgets.Facts;

/// <summary>Price bases: the prices in which an amount is stated.</summary>
internal static class PriceBases
{
    public const int FirstYear = 1900;
    public const int LastYear = 2100;

    /// <summary>Validates a price basis.</summary>
    public static void Check(PriceBasis basis, string path, Violations violations)
    {
        violations.Require(basis.Kind != PriceBasis.Types.Kind.Unspecified, $"{path}.kind", "is not set; use one of KIND_NOMINAL and KIND_CONSTANT");
        violations.Require(basis.Year is >= FirstYear and <= LastYear, $"{path}.year", $"{basis.Year} is outside what is allowed: {FirstYear} to {LastYear}");
    }

    /// <summary>The basis as text, for example <c>constant prices of 2024</c>.</summary>
    public static string Text(PriceBasis basis) => $"{(basis.Kind == PriceBasis.Types.Kind.Constant ? "constant" : "nominal")} prices of {basis.Year}";
}
