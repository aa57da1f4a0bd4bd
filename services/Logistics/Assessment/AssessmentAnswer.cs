using System.Security.Cryptography;
using Google.Protobuf;
using Summit.Api.V1;
using Summit.Logistics.Forces;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Puts the sections of an assessment together, weighs them, and names the facts and assumptions behind them.</summary>
internal static class AssessmentAnswer
{
    // Assumptions that every assessment makes.
    private static readonly string[] Always =
        ["ceasefire-date", "consents-transit", "duration", "enabler-needs", "force-mix", "network", "order-day", "payers", "permits", "persons-move", "pool", "readiness", "resupply", "units-taken"];

    /// <param name="computed">What follows from the facts.</param>
    /// <param name="budgets">The answers of Budgets to its plan; null when the payers are not known.</param>
    /// <param name="side">The answers for the sections beside the verdict; null for none of these sections.</param>
    public static AssessDeploymentResponse Of(Computation computed, BudgetAnswers? budgets, SideFacts? side)
    {
        var (inputs, question) = (computed.Inputs, computed.Question);
        var answer = new AssessDeploymentResponse
        {
            Question = question.Echo(inputs.Strength, inputs.Availability.Mid),
            EngineVersion = AssessDeployment.EngineVersion,
            Seed = question.Seed,
            Contributions = inputs.Contributions,
            Cases = { computed.Cases },
            Permission = computed.Permission,
            Cost = CostStep.Section(question, computed.Plan, budgets, inputs.Evidence),
        };
        answer.Obligations = ObligationStep.Section(computed);
        if (side is not null)
        {
            answer.Unity = UnityStep.Section(computed, side.Unity);
            answer.BudgetRoom = RoomStep.Section(computed, answer.Cost, side.Room);
            answer.ResponseLadder = LadderStep.Section(side.Ladder, computed.Inputs.Evidence);
        }

        foreach (var judged in answer.Cases)
        {
            VerdictStep.Judge(judged, question, inputs.Strength, answer.Permission, answer.Cost.State);
        }

        VerdictStep.Conclude(answer, question.Posture);
        Complete(answer, computed);
        return answer;
    }

    /// <summary>Adds the revisions read and the hash of everything else. Nothing is added after that.</summary>
    public static AssessDeploymentResponse Seal(AssessDeploymentResponse answer, IEnumerable<ServiceRevision> revisions)
    {
        answer.Revisions.Add(revisions);
        answer.ResultHash = Convert.ToHexStringLower(SHA256.HashData(answer.ToByteArray()));
        return answer;
    }

    private static void Complete(AssessDeploymentResponse answer, Computation computed)
    {
        var (held, question, evidence) = (computed.Facts.HeldForces, computed.Question, computed.Inputs.Evidence);
        UsedFacts.Note(answer, held, new Commitments(held.Commitments, held.Elements, question.CDay, question.LastDay).Binding, evidence);
        answer.Question.DecisionTitle = computed.Facts.Nations.Value?.Decision.DisplayName ?? "";
        if (answer.Question.Nations.Count == 0)
        {
            answer.Question.Nations.Add(answer.Contributions.Contributions.Select(c => c.Nation).Order(StringComparer.Ordinal));
        }

        if (answer.Question.Payers.Count == 0)
        {
            answer.Question.Payers.Add(computed.Payers ?? []);
        }

        foreach (var id in Always)
        {
            computed.Assumed.Use(id);
        }

        answer.Overrides.Add(computed.Facts.Overrides);
        for (var i = 0; i < answer.Overrides.Count; i++)
        {
            var assumed = answer.Overrides[i];
            evidence.Assume(new Assumption { Id = $"what-if-{i + 1:D2}", Statement = $"{assumed.Description}: {assumed.To} (on record: {assumed.From})", Reason = "Assumed in this question" });
        }

        answer.FactsUsed.Add(evidence.Facts);
        answer.RecalledFactCount = answer.FactsUsed.Count(f => f.Source?.Confidence == Confidence.Recalled);
        answer.Assumptions.Add(evidence.Assumptions);
    }
}
