using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>
/// Computes the assessment step by step. It reads no clock and uses no random numbers: the same question on the same revisions
/// gives the same bytes.
/// </summary>
internal sealed class AssessDeployment(StoreReads reads, ReadNations nations, CostStep costs)
{
    /// <summary>Version of these rules. It is raised whenever a change affects the answers.</summary>
    public const string EngineVersion = "4";

    /// <param name="request">The question. It has passed its checks.</param>
    /// <param name="context">The call.</param>
    /// <param name="report">Called with the progress of the assessment.</param>
    public async Task<AssessDeploymentResponse> HandleAsync(AssessDeploymentRequest request, ServerCallContext context, Func<AssessmentProgress, Task> report)
    {
        var question = Question.From(request);
        var steps = new StepReport(report);
        var stop = context.CancellationToken;
        var evidence = new Evidence(Packages.Logistics, question.AsOf);
        var assumptions = new Assumed(evidence);

        var held = await steps.RunAsync("forces", "reading units, options and the network", () => HeldForces.ReadAsync(reads, question, context));
        var strength = question.AskedStrength ?? held.Option.StrengthPersons;
        var known = await steps.RunAsync("permission", "reading positions, consents and parliaments from Nations", () =>
            nations.ReadAsync(question, strength, held.Nodes[question.Destination], Transit(held), context));
        question = question with { Issue = known.Value?.Issue ?? question.Issue };

        var availability = question.AskedAvailability is { } asked ? assumptions.Use("availability-asked", asked) : assumptions.Use("availability");
        var answer = new AssessDeploymentResponse { Question = question.Echo(strength, availability.Mid), EngineVersion = EngineVersion, Seed = question.Seed };
        var pools = ForcePool.Of(held.Elements, held.Commitments, question.CDay, assumptions);
        answer.Contributions = ContributionStep.Section(question, held, known, pools, Rational.FromWire(availability.Mid), evidence);

        var force = new CaseInputs(question, held, strength, availability, assumptions.Use("supplies-brought"), pools, answer.Contributions, known, evidence);
        answer.Cases.Add(await steps.RunAsync("movement", "computing strength, rotation, the quickest flow and supplies, with and without the United States", () =>
            Task.Run(() => CaseStep.All(force, stop), stop)));
        var route = answer.Cases.SelectMany(c => OnTheWay(c.Movement)).Distinct().Order(StringComparer.Ordinal).ToList();
        answer.Permission = PermissionStep.Section(known, strength, route, evidence);
        var payers = CostStep.Payers(question, answer.Contributions);
        answer.Cost = await steps.RunAsync("cost", "asking Budgets for the cost and its shares", () => costs.SectionAsync(question, CostedPlan.Of(answer, question, strength), payers, evidence, context));

        await steps.RunAsync("verdict", "weighing it all", () => Task.FromResult(Conclude(answer, force, evidence)));
        Complete(answer, held, payers, evidence, assumptions, known, context);
        return answer;
    }

    /// <summary>Nations whose soil a route may cross: all nations with nodes except the destination's.</summary>
    private static List<string> Transit(HeldForces held) => [.. held.Nodes.Values.Select(n => n.Nation).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Nations whose soil the force needs: those on the route, and those without which there is no route.</summary>
    private static IEnumerable<string> OnTheWay(MovementSection movement) => movement.RouteNations.Concat(
        movement.AsIfGiven?.Reasons.Where(r => r.Kind == InfeasibleReason.Types.Kind.ConsentMissing).Select(r => r.Subject) ?? []);

    private static bool Conclude(AssessDeploymentResponse answer, CaseInputs force, Evidence evidence)
    {
        foreach (var judged in answer.Cases)
        {
            VerdictStep.Judge(judged, force.Question, force.Strength, answer.Permission, answer.Cost.State);
        }

        VerdictStep.Conclude(answer, force.Question.Posture);
        UsedFacts.Note(answer, force.Held, new Commitments(force.Held.Commitments, force.Held.Elements, force.Question.CDay, force.Question.CDay).Binding, evidence);
        return true;
    }

    private static void Complete(
        AssessDeploymentResponse answer, HeldForces held, IReadOnlyList<string>? payers, Evidence evidence, Assumed assumptions, Reading<NationsFacts> known, ServerCallContext context)
    {
        answer.Question.DecisionTitle = known.Value?.Decision.DisplayName ?? "";
        if (answer.Question.Nations.Count == 0)
        {
            answer.Question.Nations.Add(answer.Contributions.Contributions.Select(c => c.Nation).Order(StringComparer.Ordinal));
        }

        if (answer.Question.Payers.Count == 0)
        {
            answer.Question.Payers.Add(payers ?? []);
        }

        foreach (var id in new[] { "ceasefire-date", "consents-transit", "duration", "enabler-needs", "force-mix", "network", "order-day", "payers", "permits", "persons-move", "pool", "resupply", "units-taken" })
        {
            assumptions.Use(id);
        }

        answer.FactsUsed.Add(evidence.Facts);
        answer.RecalledFactCount = answer.FactsUsed.Count(f => f.Source?.Confidence == Confidence.Recalled);
        answer.Assumptions.Add(evidence.Assumptions);
        answer.Revisions.Add(context.Scope().Read.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new ServiceRevision { Service = e.Key, Revision = e.Value }));
        answer.ResultHash = Convert.ToHexStringLower(SHA256.HashData(answer.ToByteArray()));
    }
}

/// <summary>Inputs of the computation of one posture's case.</summary>
internal sealed record CaseInputs(
    Question Question,
    HeldForces Held,
    long Strength,
    Range Availability,
    Range BroughtDays,
    IReadOnlyDictionary<string, NationPool> Pools,
    ContributionSection Contributions,
    Reading<NationsFacts> Nations,
    Evidence Evidence);
