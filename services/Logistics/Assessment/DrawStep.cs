using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Computes the draws of an assessment and adds their results to the answer.</summary>
internal sealed class DrawStep(DrawWorkers workers)
{
    /// <param name="answer">The judged answer.</param>
    /// <param name="computed">What follows from the facts.</param>
    /// <param name="budgets">The answers of Budgets; null when the payers are not known.</param>
    /// <param name="deadline">When no further draw begins.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public async Task AddAsync(AssessDeploymentResponse answer, Computation computed, BudgetAnswers? budgets, DateTime deadline, CancellationToken cancellationToken)
    {
        var question = computed.Question;
        if (question.Draws == 0 || computed.Parts.Any(p => p.Force is null))
        {
            return;
        }

        // Postures that keep the same nations share one movement.
        var movements = computed.Parts.Select(p => p.Movement!).Distinct().ToDictionary(
            m => m, m => new DrawnMovement(question, m.Network, m.Soil, computed.Parts.First(p => p.Movement == m).Force!));
        List<DrawnCase> cases = [.. computed.Parts.Select(p => new DrawnCase(p, movements[p.Movement!], computed.Inputs, answer.Permission))];
        var costs = DrawnCosts.Of(budgets);
        var outcomes = new CaseOutcome[cases.Count][];
        for (var i = 0; i < cases.Count; i++)
        {
            outcomes[i] = new CaseOutcome[question.Draws];
        }

        var done = await workers.RunAsync(
            question.Draws,
            () =>
            {
                var scratch = new DrawScratch();
                return index =>
                {
                    scratch.Next();
                    var draw = new Draw(question.Seed, index);
                    for (var i = 0; i < cases.Count; i++)
                    {
                        outcomes[i][index] = cases[i].Of(draw, scratch, cancellationToken);
                    }
                };
            },
            deadline,
            cancellationToken);
        answer.Draws = new AssessmentDraws { Requested = question.Draws, Done = done, Reproducible = done == question.Draws };
        if (done == 0)
        {
            return;
        }

        for (var i = 0; i < cases.Count; i++)
        {
            answer.Cases[i].Draws = cases[i].Over(outcomes[i][..done]);
        }

        answer.Draws.Verdicts.Add((answer.Cases.FirstOrDefault(c => c.Posture == question.Posture) ?? answer.Cases[^1]).Draws.Verdicts);
        if (costs is not null)
        {
            var drawn = Enumerable.Range(0, done).Select(i => costs.Of(new Draw(question.Seed, i))).ToList();
            answer.Draws.FullCost = costs.Full(drawn.Select(c => c.Full));
            answer.Draws.MarginalCost = costs.Marginal(drawn.Select(c => c.Marginal));
        }
    }
}
