using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Logistics.Data.Assumed;

/// <summary>Positions of governments on the issue of the question: their stance.</summary>
internal sealed class AssumedPositions : AssumedTarget
{
    private const string Government = "government";
    private const string UsualIssue = "issues/troop-deployment";

    // The resource is another service's; only its lists are read here.
    private static readonly ResourceType<Position> Positions = new("nations/{nation}/positions/{position}");

    public override ResourceType Type => Positions;

    protected override AssessmentOverride? Assume(ImportWrite write, ImportedRow row, AssessDeploymentRequest question, Violations found)
    {
        var position = (Position)row.Resource;
        found.Require(position.Stance != Stance.Unspecified, "stance", "is missing; a scenario assumes the stance of a government");
        found.Require(position.Actor is "" or Government, "actor", $"is \"{position.Actor}\"; a scenario assumes positions of the government only");
        // The issue of a decision is known only when the question is asked.
        var issue = question.Issue.Length > 0 ? question.Issue : question.Decision.Length > 0 ? position.Issue : UsualIssue;
        found.Require(position.Issue.Length == 0 || position.Issue == issue, "issue", $"is \"{position.Issue}\"; the question of the scenario is about {issue}");
        return new AssessmentOverride { Position = new PositionOverride { Nation = NationNames.NationOf(row.Name), Stance = position.Stance } };
    }
}
