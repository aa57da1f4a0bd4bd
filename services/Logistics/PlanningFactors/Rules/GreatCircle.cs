using Google.Type;

namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>The shortest distance on a sphere with the Earth's mean radius, 6,371 km.</summary>
internal static class GreatCircle
{
    private const double RadiusKm = 6_371;

    /// <summary>Kilometres between two places; accurate to half a percent.</summary>
    public static double Km(LatLng from, LatLng to)
    {
        var (north, east) = (Half(to.Latitude - from.Latitude), Half(to.Longitude - from.Longitude));
        var square = (north * north) + (Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * east * east);
        return 2 * RadiusKm * Math.Asin(Math.Sqrt(square));
    }

    private static double Half(double degrees) => Math.Sin(Radians(degrees) / 2);

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
