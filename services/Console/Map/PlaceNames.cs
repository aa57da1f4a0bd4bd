namespace Summit.WebConsole.Map;

/// <summary>Names beside places. A name that would cover an earlier one is left out; the place itself still tells its name.</summary>
internal static class PlaceNames
{
    private const double LetterWidth = 6.4, LineHeight = 11, Gap = 6, Foot = 3;

    /// <param name="places">Places and their names, the most important first.</param>
    public static IEnumerable<(double X, double Y, string Name)> Of(IEnumerable<(double X, double Y, string Name)> places)
    {
        var taken = new List<(double Left, double Right, double Y)>();
        foreach (var (x, y, name) in places)
        {
            var (left, right) = (x + Gap, x + Gap + (name.Length * LetterWidth));
            if (taken.TrueForAll(t => right < t.Left || left > t.Right || Math.Abs(y - t.Y) > LineHeight))
            {
                taken.Add((left, right, y));
                yield return (left, y + Foot, name);
            }
        }
    }
}
