using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>The plan that is costed: the force that moves, the transport work of its movement, and the months covered by its rotation.</summary>
/// <param name="Persons">Persons; the requested strength when there is no force.</param>
/// <param name="CargoTonneKm">Tonne-km of the movement; null when it is not known.</param>
/// <param name="SoldierMonths">Months of all persons together; null when it is not known.</param>
internal sealed record CostedPlan(long Persons, long? CargoTonneKm, long? SoldierMonths)
{
    /// <summary>The plan under the requested posture, or with everything that the United States could give.</summary>
    public static CostedPlan Of(IReadOnlyList<PostureCase> cases, Question question, long strength)
    {
        var judged = cases.FirstOrDefault(c => c.Posture == question.Posture) ?? cases[0];
        if (judged.Strength.ForcePersons == 0)
        {
            return new(strength, null, null);
        }

        var months = judged.Rotation.Lines.Sum(l => Months(l, question.DurationMonths));
        return new(judged.Strength.ForcePersons, judged.Movement.HasCargoTonneKm ? judged.Movement.CargoTonneKm : null, months > 0 ? months : null);
    }

    /// <summary>The whole line until it breaks, and then the part that can be sustained indefinitely.</summary>
    private static long Months(LineRotation line, int duration)
    {
        var whole = line.HasFirstBreakMonth ? Math.Min(line.FirstBreakMonth, duration) : duration;
        return (line.RequiredPersons * whole) + (Math.Min(line.RequiredPersons, (long)line.SustainablePersons.Mid) * (duration - whole));
    }
}
