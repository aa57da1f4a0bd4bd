using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;

namespace Summit.Gateway.Freshness;

/// <summary>
/// How an answer is stored in Redis: a head by which a script compares age, a checksum, the answer. Whatever is not
/// exactly that, for exactly that key, is no answer.
/// </summary>
internal sealed class EntryFormat(string secret)
{
    /// <summary>Length of format and epochs, which must be equal for two entries to be compared.</summary>
    public const int StoreChars = 4 + DigestChars;

    /// <summary>Length of the head: format, epochs and rank.</summary>
    public const int HeadChars = StoreChars + RankChars;

    private const string Format = "SGA1";
    private const int DigestChars = 16;
    private const int RankChars = 19; // As many digits as the largest number has: comparing text compares numbers.
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>Writes an answer.</summary>
    public byte[] Write(string key, Answer answer)
    {
        using var stream = new MemoryStream(answer.Bytes + 256);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Encoding.ASCII.GetBytes(HeadOf(answer)));
        writer.Write(new byte[HMACSHA256.HashSizeInBytes]);
        writer.Write((int)answer.Status);
        writer.Write(answer.Message ?? "");
        writer.Write(answer.Details ?? "");
        writer.Write(answer.Vector ?? "");
        writer.Write(answer.Time.ToUnixTimeMilliseconds());
        writer.Write(answer.Body.Length);
        writer.Write(answer.Body);
        writer.Flush();
        var entry = stream.ToArray();
        Checksum(key, entry).CopyTo(entry, HeadChars);
        return entry;
    }

    /// <summary>Reads an answer.</summary>
    /// <returns>The answer; null when the bytes are of another format, damaged, or of another key.</returns>
    public Answer? TryRead(string key, byte[] entry, ReadPlan plan)
    {
        const int start = HeadChars + HMACSHA256.HashSizeInBytes;
        if (entry.Length <= start || !entry.AsSpan().StartsWith("SGA1"u8))
        {
            return null;
        }

        var said = entry.AsSpan(HeadChars, HMACSHA256.HashSizeInBytes).ToArray();
        entry.AsSpan(HeadChars, HMACSHA256.HashSizeInBytes).Clear();
        if (!CryptographicOperations.FixedTimeEquals(said, Checksum(key, entry)))
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(entry, start, entry.Length - start), Encoding.UTF8);
            string vector;
            var answer = new Answer
            {
                Status = (StatusCode)reader.ReadInt32(),
                Message = NullIfEmpty(reader.ReadString()),
                Details = NullIfEmpty(reader.ReadString()),
                Vector = vector = reader.ReadString(),
                Read = plan.Parse(vector),
                Time = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
                Body = reader.ReadBytes(reader.ReadInt32()),
            };
            return answer.Keepable ? answer : null;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            return null; // A correct checksum over something else: written by a build that we do not know.
        }
    }

    private static string HeadOf(Answer answer)
    {
        var epochs = Encoding.UTF8.GetBytes(string.Join('|', answer.Read!.Select(r => r.Epoch)));
        var digest = Convert.ToHexStringLower(SHA256.HashData(epochs))[..DigestChars];
        return Format + digest + answer.Rank.ToString(CultureInfo.InvariantCulture).PadLeft(RankChars, '0');
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private byte[] Checksum(string key, byte[] entry)
    {
        using var digest = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        digest.AppendData(Encoding.UTF8.GetBytes(key));
        digest.AppendData(entry);
        return digest.GetHashAndReset();
    }
}
