using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Summit.Cli.Input;

/// <summary>Options that accept a number. An invalid value is reported with the option, the value and the allowed values.</summary>
internal static class Numbers
{
    /// <param name="name">The option.</param>
    /// <param name="what">What the value is, for example <c>a number of persons</c>.</param>
    /// <param name="description">Help text.</param>
    /// <param name="least">Smallest value. Omit it where the contract defines one.</param>
    /// <param name="most">Largest value.</param>
    public static Option<int?> Whole(string name, string what, string description, int least = int.MinValue, int most = int.MaxValue) =>
        Create<int?>(name, description, result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            var range = least == int.MinValue ? "" : most == int.MaxValue ? $", {least} or more" : $", {least} to {most}";
            result.AddError($"{name}: \"{text}\" is not {what}. Give a whole number{range}.");
            return null;
        });

    public static Option<double?> Decimal(string name, string what, string description) =>
        Create<double?>(name, description, result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            {
                return value;
            }

            result.AddError($"{name}: \"{text}\" is not {what}. Give a number such as 2 or 0.5.");
            return null;
        });

    private static Option<T> Create<T>(string name, string description, Func<ArgumentResult, T?> parser) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = parser,
    };
}
