using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>Validates a guideline, stored and inline.</summary>
internal sealed class Guidelines : StoredRules<Guideline>
{
    public override string Field => "guideline";

    public override void Check(Guideline resource, string path, Violations violations)
    {
        CheckTargets(resource, path, violations);
        violations.RequireText(resource.DisplayName, $"{path}.display_name", "a name for people");
        violations.Require(resource.StartDate is not null, $"{path}.start_date", "is not set; give the first day in force");
        violations.RequireSource(resource.Source, path);
    }

    public static void CheckTargets(Guideline guideline, string path, Violations violations)
    {
        for (var i = 0; i < guideline.Targets.Count; i++)
        {
            var target = guideline.Targets[i];
            violations.Require(
                target.Measure != GuidelineTarget.Types.Measure.Unspecified,
                $"{path}.targets[{i}].measure",
                "is not set; use one of MEASURE_DEFENCE_OF_GDP, MEASURE_EQUIPMENT_OF_DEFENCE and MEASURE_RELATED_OF_GDP");
            violations.Require(target.Percent > 0, $"{path}.targets[{i}].percent", $"{target.Percent} is not above 0");
        }

        violations.RequireOneRowEach(guideline.Targets, target => $"the target for {target.Measure}", $"{path}.targets");
        violations.Require(
            guideline.ReviewYear == 0 || guideline.StartDate.TryDay() is not { } start || start.Year <= guideline.ReviewYear,
            $"{path}.review_year",
            $"{guideline.ReviewYear} is before the guideline starts");
    }
}
