using Summit.Budgets.Amounts;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>What a guideline must keep, stored or inline.</summary>
internal static class Guidelines
{
    public static void Check(Guideline guideline, string path, Faults faults)
    {
        for (var i = 0; i < guideline.Targets.Count; i++)
        {
            var target = guideline.Targets[i];
            faults.When(
                target.Measure == GuidelineTarget.Types.Measure.Unspecified,
                $"{path}.targets[{i}].measure",
                "is not set; allowed are MEASURE_DEFENCE_OF_GDP, MEASURE_EQUIPMENT_OF_DEFENCE and MEASURE_RELATED_OF_GDP");
            faults.When(target.Percent <= 0, $"{path}.targets[{i}].percent", $"{target.Percent} is not above 0");
        }

        faults.When(
            guideline.ReviewYear > 0 && Days.Of(guideline.StartDate)?.Year > guideline.ReviewYear,
            $"{path}.review_year",
            $"{guideline.ReviewYear} is before the guideline starts");
    }
}
