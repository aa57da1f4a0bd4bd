using System.Globalization;
using System.Text;
using Summit.WebConsole.Assets;

namespace Summit.WebConsole.Map;

/// <summary>
/// Outlines of the nations of Europe as paths of the map's drawing. Source: Natural Earth, 1:50 million, public domain, simplified to
/// 0.04 degrees and cut at the edges of the map.
/// </summary>
internal static class Outlines
{
    private static readonly Lazy<IReadOnlyList<(string Nation, string Path)>> Read = new(ReadAll);

    /// <summary>The path of each nation, in order of code.</summary>
    public static IReadOnlyList<(string Nation, string Path)> All => Read.Value;

    private static List<(string Nation, string Path)> ReadAll() =>
    [
        .. Encoding.UTF8.GetString(Embedded.Read("europe-outlines.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(','))
            .GroupBy(cells => cells[0], StringComparer.Ordinal)
            .Select(nation => ($"nations/{nation.Key}", string.Concat(nation.Select(cells => PathOf(cells[2])))))
    ];

    private static string PathOf(string ring) => $"M{string.Join('L', ring.Split(';').Select(pair =>
    {
        var numbers = pair.Split(' ');
        return Projection.Text(Projection.Of(double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture)));
    }))}Z";
}
