using Google.Type;
using Summit.Budgets.V1;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>What other services answered for the sections beside the verdict. Each answer can be missing alone.</summary>
/// <param name="Unity">How united the nations are.</param>
/// <param name="Ladder">Where the response ladder stands.</param>
/// <param name="Room">The figures of the nations that pay; null when the payers are not known.</param>
internal sealed record SideFacts(Reading<MeasureUnitedFrontResponse> Unity, Reading<EvaluateLadderResponse> Ladder, Reading<RoomFacts>? Room);

/// <summary>The figures of the nations that pay, from Budgets.</summary>
/// <param name="Guidelines">Guidelines for defence spending as a share of GDP, by name.</param>
/// <param name="Gaps">Gaps of each payer, or why they are not known, by nation.</param>
/// <param name="Rates">An amount of each currency and year in the currency of the cost, or why it is not known.</param>
internal sealed record RoomFacts(
    IReadOnlyDictionary<string, Guideline> Guidelines,
    IReadOnlyDictionary<string, Reading<ComputeGuidelineGapsResponse>> Gaps,
    IReadOnlyDictionary<(string Currency, int Year), Reading<ConvertAmountsResponse>> Rates)
{
    /// <summary>The amount that was converted to learn a rate. It is large, so that a result in billionths is exact enough.</summary>
    public static Money Sample(string currency) => new() { CurrencyCode = currency, Units = 1_000_000_000 };
}
