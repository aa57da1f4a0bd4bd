namespace Summit.Logistics.Movement.Planning;

/// <summary>A part of a resource that a step occupies from its start to its finish.</summary>
internal readonly record struct Use(int Resource, int Amount);

/// <summary>One step of a unit on its route: a leg, its reception or its integration. It waits for the step before it.</summary>
/// <param name="Duration">Hours from start to finish.</param>
/// <param name="Lag">Hours from the finish of the step before to its earliest start; negative when they overlap.</param>
/// <param name="Release">Earliest hour of its start.</param>
/// <param name="Uses">What it occupies.</param>
internal sealed record Step(int Duration, int Lag, int Release, Use[] Uses);

/// <summary>All steps of a unit along one route: its legs, then reception, then integration.</summary>
/// <param name="Arcs">Arcs of the route.</param>
/// <param name="Steps">Steps; the number of arcs plus two.</param>
/// <param name="Cost">Cost of the route.</param>
internal sealed record Chain(int[] Arcs, Step[] Steps, long Cost)
{
    public int Reception => Steps.Length - 2;

    public int Integration => Steps.Length - 1;

    /// <summary>Hour at which the unit is operational when nothing else moves.</summary>
    public int Alone
    {
        get
        {
            var finish = 0;
            foreach (var step in Steps)
            {
                finish = Math.Max(step.Release, finish + step.Lag) + step.Duration;
            }

            return finish;
        }
    }
}
