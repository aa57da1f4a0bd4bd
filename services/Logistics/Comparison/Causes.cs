using Summit.Kernel;
using Summit.Logistics.Assessment;
using Summit.Logistics.V1;

namespace Summit.Logistics.Comparison;

/// <summary>Finds out which difference of two questions changes which figures: each is switched alone in the first question.</summary>
/// <param name="columns">The columns.</param>
/// <param name="ask">Assesses a question.</param>
internal sealed class Causes(IReadOnlyList<Column> columns, Func<AssessDeploymentRequest, Task<AssessDeploymentResponse>> ask)
{
    private const int MostAsked = 12;

    public async Task AddToAsync(CompareAssessmentsResponse response)
    {
        var (first, asked) = (columns[0], 0);
        for (var i = 1; i < columns.Count; i++)
        {
            var other = columns[i];
            if (first.Stored || other.Stored)
            {
                response.CausesNotes.Add($"{other.Label}: not computed, because a stored assessment may have read other data; the facts show what differs.");
                continue;
            }

            var single = Inputs.Single(first, other).ToList();
            if (asked + (single.Count > 1 ? single.Count : 0) > MostAsked)
            {
                response.CausesNotes.Add($"{other.Label}: not computed, because it differs in {single.Count} ways; a comparison switches at most {MostAsked} in all.");
                continue;
            }

            foreach (var (cause, switched) in single)
            {
                if (IsAskable(switched))
                {
                    // The only difference needs no further assessment.
                    asked += single.Count > 1 ? 1 : 0;
                    switched.Draws = 0;
                    cause.Column = i;
                    cause.Changes.Add(Figures.Changes(first.Answer, single.Count == 1 ? other.Answer : await ask(switched)));
                    response.Causes.Add(cause);
                }
                else
                {
                    response.CausesNotes.Add($"{other.Label}: {cause.Description} cannot be switched alone, because the dates or the tour of the first column do not allow it.");
                }
            }
        }
    }

    private static bool IsAskable(AssessDeploymentRequest question)
    {
        var violations = new Violations();
        CheckDeployment.CheckTour(question, violations);
        CheckDeployment.CheckDates(question, violations);
        return violations.Found.Count == 0;
    }
}
