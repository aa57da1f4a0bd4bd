using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>Reads the expenditures for the computations, stored or inline, and validates them.</summary>
internal sealed class Expenditures : StoredRules<Expenditure>
{
    private const string Definitions = "SPENDING_DEFINITION_NATO, SPENDING_DEFINITION_SIPRI, SPENDING_DEFINITION_NATIONAL and SPENDING_DEFINITION_COFOG";

    public override string Field => "expenditure";

    /// <summary>Returns the id that is derived from the content, for example <c>nato-2024-06-2024</c>.</summary>
    public static string IdOf(Expenditure figure) => $"{figure.Definition.ToString().ToLowerInvariant()}-{figure.Edition}-{figure.Year}";

    public override void Check(Expenditure resource, string path, Violations violations)
    {
        CheckFigure(resource, path, violations);
        violations.RequireText(resource.Edition, $"{path}.edition", "the edition of the publication");
        violations.RequireSource(resource.Source, path);
    }

    /// <summary>
    /// Returns the figures in the request, or the stored ones. A figure in the request without a name belongs to the single nation.
    /// </summary>
    public static async Task<IReadOnlyList<Expenditure>> ReadAsync(
        Held held, string parent, IReadOnlyList<string> nations, IReadOnlyList<Expenditure> inline, Date? asOf)
    {
        if (inline.Count == 0)
        {
            var stored = await held.ListAsync(Types.Expenditures, parent);
            if (stored.Count > 0)
            {
                Knowledge.RequireFrom(new DateOnly(stored.Min(figure => figure.Year), 1, 1), asOf, "spending figures");
            }

            return stored;
        }

        return [.. inline.Select(figure =>
        {
            var own = figure.Clone();
            own.Name = figure.Name.Length > 0 ? figure.Name : nations[0];
            return own;
        })];
    }

    public static void CheckInline(IReadOnlyList<Expenditure> inline, IReadOnlyList<string> nations, string path, Violations violations)
    {
        for (var i = 0; i < inline.Count; i++)
        {
            CheckFigure(inline[i], $"{path}[{i}]", violations);
            violations.Require(
                inline[i].Name.Length > 0 || nations.Count == 1, $"{path}[{i}].name", "is not set; give nations/{code}/expenditures/{id}, which tells the nation");
        }

        violations.RequireOneRowEach(
            inline,
            figure => $"{(figure.Name.Length > 0 ? NationNames.NationOf(figure.Name) : nations is [var only, ..] ? only : "")} {figure.Year}, {DefinitionText(figure.Definition)} edition \"{figure.Edition}\",",
            path);
    }

    public static void CheckDefinition(SpendingDefinition definition, string path, Violations violations) =>
        violations.Require(definition != SpendingDefinition.Unspecified, $"{path}.definition", $"is not set; use one of {Definitions}");

    /// <summary>The definition as text, for example <c>NATO</c>.</summary>
    public static string DefinitionText(SpendingDefinition definition) => definition.ToString().ToUpperInvariant();

    /// <summary>Returns the error for a nation whose spending is in no edition.</summary>
    public static PreconditionException Missing(
        string nation, IReadOnlyList<SpendingDefinition> definitions, string edition, IReadOnlyList<Expenditure> figures)
    {
        var asked = $"{string.Join(" or ", definitions.Select(DefinitionText))}{(edition.Length > 0 ? $", edition {edition}" : "")}";
        var held = figures.Where(figure => NationNames.NationOf(figure.Name) == nation)
            .Select(figure => $"{DefinitionText(figure.Definition)} {figure.Edition}").Distinct().Order(StringComparer.Ordinal).ToList();
        var text = $"Defence spending of {nation} by {asked} is not held; held is {(held.Count == 0 ? "nothing" : string.Join(", ", held))}.";
        return new PreconditionException(ErrorReason.FactMissing, $"{nation} defence spending", text, new Dictionary<string, string> { ["missing"] = $"{nation} defence spending, {asked}" });
    }

    /// <summary>Validates a figure, stored or inline.</summary>
    private static void CheckFigure(Expenditure figure, string path, Violations violations)
    {
        CheckDefinition(figure.Definition, path, violations);
        (string Name, Money? Value)[] amounts =
            [("gdp", figure.Gdp), ("defence_spending", figure.DefenceSpending), ("related_spending", figure.RelatedSpending), ("ukraine_support", figure.UkraineSupport)];
        var currency = amounts.Select(amount => amount.Value?.CurrencyCode).FirstOrDefault(code => code is not null);
        foreach (var (name, amount) in amounts)
        {
            violations.RequireNotNegative(amount, $"{path}.{name}");
            violations.Require(
                amount is null || amount.CurrencyCode == currency, $"{path}.{name}", $"{amount?.CurrencyCode} is another currency than the {currency} of this figure; convert it first");
        }

        violations.Require(!figure.HasLcuPerUsdUsed || figure.LcuPerUsdUsed > 0, $"{path}.lcu_per_usd_used", $"{figure.LcuPerUsdUsed} is not above 0");
        violations.Require(
            currency is not null || figure.HasPublishedSharePercent || figure.HasEquipmentSharePercent || figure.HasPersonnelSharePercent || figure.HasPersonnelCount,
            path, "has no figure; give at least one amount, share or number of persons");
    }
}
