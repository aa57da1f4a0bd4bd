using Summit.Logistics.V1;

namespace Summit.Report.Content;

/// <summary>Which of the two outcomes of a movement a reader is shown.</summary>
internal static class Outcomes
{
    /// <summary>Whether the force can be moved with the consents on record.</summary>
    public static bool IsOnRecord(MovementSection? movement) => movement?.OnRecord?.Feasible == true;

    /// <summary>The outcome with the consents on record where it is feasible; else the one with all consents counted as given.</summary>
    public static MovementOutcome? Shown(MovementSection? movement) => IsOnRecord(movement) ? movement!.OnRecord : movement?.AsIfGiven;
}
