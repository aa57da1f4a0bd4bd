using Summit.Logistics.Movement;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>Strength, rotation, movement, enablers and supplies under each posture of the United States.</summary>
internal static class CaseStep
{
    /// <summary>The cases with and without the United States, and the case of the requested posture when it is between them.</summary>
    public static IReadOnlyList<ComputedCase> All(CaseInputs inputs, CancellationToken cancellationToken)
    {
        UsaPosture[] postures = inputs.Question.Posture == UsaPosture.EnablersOnly
            ? [UsaPosture.FullBackstop, UsaPosture.EnablersOnly, UsaPosture.None]
            : [UsaPosture.FullBackstop, UsaPosture.None];
        if (inputs.Facts.Nations.Value is not { } known)
        {
            return [.. postures.Select(p => new ComputedCase(Unavailable(p, inputs.Facts.Nations.State), null, null))];
        }

        var network = new MovementNetwork(inputs.HeldForces.Nodes, inputs.HeldForces.Arcs, inputs.Question.Destination);
        var moved = new Dictionary<string, MovementResult>(StringComparer.Ordinal);
        return [.. postures.Select(p => Of(p, inputs, known, network, moved, cancellationToken))];
    }

    private static ComputedCase Of(
        UsaPosture posture, CaseInputs inputs, NationsFacts known, MovementNetwork network, Dictionary<string, MovementResult> moved, CancellationToken cancellationToken)
    {
        var question = inputs.Question;
        var force = Telemetry.Part("match", () => Force.Of(inputs, posture, cancellationToken));
        // Postures that keep the same nations move the same units.
        var units = string.Join(',', force.Taken.Select(t => $"{t.ForceElement}={t.Persons}"));
        if (!moved.TryGetValue(units, out var movement))
        {
            var soil = Soil.Of(known, network, force.Nations);
            moved[units] = movement = Telemetry.Part("flow", () => MovementStep.Compute(question, network, force, soil, cancellationToken));
            using var span = Telemetry.Source.StartActivity("assessment plan");
            PlannedMovement.Add(movement, inputs, force, cancellationToken);
        }

        var strength = StrengthStep.Section(inputs, force, posture, cancellationToken);
        strength.OnRecord.InPlaceByReadyDatePersons = InPlace(question, movement);
        var section = new PostureCase
        {
            Posture = posture,
            Strength = strength,
            Rotation = Telemetry.Part("rotation", () => RotationStep.Section(inputs, force, cancellationToken)),
            Movement = movement.Section.Clone(),
            Enablers = EnablerStep.Section(force.Enablers, posture),
            Sustainment = SustainmentStep.Section(inputs, force, movement),
        };
        return new(section, force, movement);
    }

    private static Range InPlace(Question question, MovementResult movement)
    {
        var day = question.ReadyBy.DayNumber - question.CDay.DayNumber;
        long At(int level) => MovementStep.InPlace(movement.Arrived[level], day, movement.Section.Persons, movement.Section.CargoTonnes);
        return new Range { Low = At(0), Mid = At(1), High = At(2) };
    }

    private static PostureCase Unavailable(UsaPosture posture, SectionState state) => new()
    {
        Posture = posture,
        Strength = new StrengthSection { State = state.Clone() },
        Rotation = new RotationSection { State = state.Clone() },
        Movement = new MovementSection { State = state.Clone() },
        Enablers = new EnablerSection { State = state.Clone() },
        Sustainment = new SustainmentSection { State = state.Clone() },
    };
}

/// <summary>A computed case, with the force and the movement that it shows.</summary>
/// <param name="Section">The case as in the answer.</param>
/// <param name="Force">The force; null when the inputs are not known.</param>
/// <param name="Movement">The movement; null when the inputs are not known.</param>
internal sealed record ComputedCase(PostureCase Section, Force? Force, MovementResult? Movement);
