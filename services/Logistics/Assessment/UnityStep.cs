using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Step 7: how united the nations are. It does not change the verdict.</summary>
internal static class UnityStep
{
    public static UnitySection Section(Computation computed, Reading<MeasureUnitedFrontResponse> front) => front.Value is not { } measured
        ? new UnitySection { State = front.State }
        : new UnitySection
        {
            State = Sections.Available(),
            Issue = computed.Question.Issue,
            ParticipantCount = Participants(computed.Question, computed.Facts.Nations.Value!).Count,
            Front = measured,
        };

    /// <summary>The nations that the question names, otherwise the members of the decision.</summary>
    public static IReadOnlyCollection<string> Participants(Question question, NationsFacts known) =>
        question.Nations.Count > 0 ? question.Nations : [.. known.Decision.Members.Select(m => m.Nation)];
}
