using System.Globalization;

namespace Summit.Gateway.Freshness;

/// <summary>Reads <c>summit-min-revision</c> in place: every call of our client carries it, and most are answered from memory.</summary>
internal static class LeastRevision
{
    /// <summary>Whether a revision of a package is as new as the header asks for. Another epoch cannot be compared, and is not.</summary>
    /// <param name="header">For example <c>summit.x.v1=17@k3f9,summit.y.v1=4@p0aa</c>; null for none.</param>
    /// <param name="package">Package.</param>
    /// <param name="epoch">Epoch that the answer has.</param>
    /// <param name="number">Revision that the answer has.</param>
    public static bool IsMet(string? header, string package, string epoch, long number)
    {
        return Compare(header, package, epoch, number, otherEpochIsMet: false);
    }

    /// <summary>Whether a revision is older than the header asks for. A revision of another epoch is of a store that was replaced, and does not count.</summary>
    public static bool IsBehind(string? header, string package, string epoch, long number) => !Compare(header, package, epoch, number, otherEpochIsMet: true);

    private static bool Compare(string? header, string package, string epoch, long number, bool otherEpochIsMet)
    {
        var rest = header.AsSpan();
        while (!rest.IsEmpty)
        {
            var comma = rest.IndexOf(',');
            var part = (comma < 0 ? rest : rest[..comma]).Trim();
            rest = comma < 0 ? default : rest[(comma + 1)..];
            if (part.Length <= package.Length || part[package.Length] != '=' || !part.StartsWith(package, StringComparison.Ordinal))
            {
                continue;
            }

            var revision = part[(package.Length + 1)..];
            var at = revision.IndexOf('@');
            if (at < 0 || !revision[(at + 1)..].SequenceEqual(epoch))
            {
                if (otherEpochIsMet)
                {
                    continue;
                }

                return false;
            }

            if (!long.TryParse(revision[..at], NumberStyles.None, CultureInfo.InvariantCulture, out var least) || least > number)
            {
                return false;
            }
        }

        return true;
    }
}
