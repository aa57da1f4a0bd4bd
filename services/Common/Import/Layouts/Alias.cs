using Summit.Kernel;

namespace Summit.Import.Layouts;

/// <summary>Another header for a column, as lists are found.</summary>
/// <param name="Column">Header of the column by the names of the contract, for example <c>display_name</c>.</param>
/// <param name="Factor">What a number in the list is multiplied by, for example 1,000 for thousands.</param>
/// <param name="Currency">Currency of an amount whose list has no column for it; empty for none.</param>
public sealed record Alias(string Column, int Factor = 1, string Currency = "")
{
    /// <summary>An amount or number of the list in units.</summary>
    public Rational Scaled(Rational value) => value * Factor;

    /// <summary>A plain other name.</summary>
    public static implicit operator Alias(string column) => new(column);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static Alias FromString(string column) => new(column);
}
