using System.Globalization;

namespace Summit.WebConsole.Map;

/// <summary>Lambert's conformal conic projection for Europe: standard parallels 35° and 65° north, centre 52° north, 10° east.</summary>
internal static class Projection
{
    /// <summary>The part of the drawing that is shown: from Ireland to the Donets, from Sicily to the north of Sweden.</summary>
    public const string View = "70 90 760 520";

    private const double First = 35 * Degree, Second = 65 * Degree, Centre = 52 * Degree, Meridian = 15 * Degree, Degree = Math.PI / 180;

    // Chosen so that the land from Ireland to the Donets fills the drawing.
    private const double Zoom = 1_080, Left = 430, Top = 330;
    private static readonly double Cone = Math.Log(Math.Cos(First) / Math.Cos(Second)) / Math.Log(Tangent(Second) / Tangent(First));
    private static readonly double Base = Math.Cos(First) * Math.Pow(Tangent(First), Cone) / Cone;

    /// <summary>The place of a point on Earth.</summary>
    public static (double X, double Y) Of(double longitude, double latitude)
    {
        var (radius, angle) = (Radius(latitude * Degree), Cone * ((longitude * Degree) - Meridian));
        return (Left + (Zoom * radius * Math.Sin(angle)), Top + (Zoom * ((radius * Math.Cos(angle)) - Radius(Centre))));
    }

    /// <summary>A place as drawings want it.</summary>
    public static string Text((double X, double Y) place) => string.Create(CultureInfo.InvariantCulture, $"{place.X:0.0} {place.Y:0.0}");

    private static double Tangent(double latitude) => Math.Tan((Math.PI / 4) + (latitude / 2));

    private static double Radius(double latitude) => Base / Math.Pow(Tangent(latitude), Cone);
}
