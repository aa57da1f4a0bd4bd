using Grpc.Core;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Asks Nations how united the nations are on the issue of the decision, with the forces that they offer.</summary>
internal sealed class ReadUnity(UnityService.UnityServiceClient unity)
{
    public async Task<Reading<MeasureUnitedFrontResponse>> ReadAsync(Computation computed, ServerCallContext context)
    {
        if (computed.Facts.Nations.Value is not { } known)
        {
            return new(null, computed.Facts.Nations.State);
        }

        var question = computed.Question;
        if (UnityStep.Participants(question, known).Count == 0)
        {
            return new(null, Sections.Missing(Packages.Nations, "The decision has no members, and the question names no nations."));
        }

        var request = new MeasureUnitedFrontRequest
        {
            Decision = question.Decision,
            AsOf = question.AsOf.ToDate(),
            Participants = { question.Nations },
            RequiredPersons = computed.Inputs.Strength,
            Offers = { computed.Inputs.Contributions.Contributions.Select(c => new ForceOffer { Nation = c.Nation, Persons = Offered(c) }).Where(o => o.Persons > 0) },
        };
        return await Sections.TryReadAsync(Packages.Nations, async o => await unity.MeasureUnitedFrontAsync(request, o), context);
    }

    /// <summary>What a delegation offered; without an offer, what was reported.</summary>
    private static long Offered(Contribution contribution) =>
        contribution.OfferedPersons > 0 ? contribution.OfferedPersons : (long)(contribution.ReportedPersons?.Mid ?? 0);
}
