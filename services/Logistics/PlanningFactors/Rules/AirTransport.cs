namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>A fleet of aircraft between two airfields.</summary>
/// <param name="Aircraft">Aircraft.</param>
/// <param name="PayloadTonnes">Payload of one aircraft, tonnes.</param>
/// <param name="FlightHours">Flying hours of a round trip: round trip / block speed.</param>
/// <param name="GroundHours">Hours on the ground in a cycle.</param>
/// <param name="UtilisationHoursPerDay">Maximum flying hours of one aircraft in a day.</param>
internal readonly record struct AirTransport(Interval Aircraft, Interval PayloadTonnes, Interval FlightHours, Interval GroundHours, Interval UtilisationHoursPerDay)
{
    public Interval CycleHours => FlightHours + GroundHours;

    /// <summary>Sorties of one aircraft in a day that its cycle time allows.</summary>
    public Interval ByCycle => TransitTime.HoursPerDay / CycleHours;

    /// <summary>Sorties of one aircraft in a day that its flying hours allow.</summary>
    public Interval ByUtilisation => UtilisationHoursPerDay / FlightHours;

    public Interval SortiesPerDay => Aircraft * Interval.Min(ByCycle, ByUtilisation);

    public Interval TonnesPerDay => SortiesPerDay * PayloadTonnes;
}
