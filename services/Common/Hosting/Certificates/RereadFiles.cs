using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Summit.Hosting.Certificates;

/// <summary>
/// Something that is read from files, and read again when their content changes. The content is compared, not the time: a
/// platform renews mounted files by turning a link, and the file itself then looks unchanged. Content that cannot be read, such
/// as a certificate whose new key is not there yet, leaves what was there before.
/// </summary>
/// <param name="parse">Makes the value of the files' texts.</param>
/// <param name="log">Told when content was taken or refused.</param>
/// <param name="files">Paths, in the order in which <paramref name="parse"/> takes them.</param>
internal sealed partial class RereadFiles<T>(Func<string[], T> parse, ILogger log, params string[] files)
    where T : class
{
    private readonly Lock _taking = new();
    private Taken? _taken;
    private string? _refused;

    /// <summary>The value of what the files hold now, or held when they could last be read.</summary>
    public T Value
    {
        get
        {
            lock (_taking)
            {
                try
                {
                    Take();
                }
                catch (Exception e) when (_taken is not null && e is (IOException or UnauthorizedAccessException or CryptographicException))
                {
                    Refuse(e.Message);
                }

                return _taken!.Value;
            }
        }
    }

    private void Take()
    {
        var texts = Array.ConvertAll(files, File.ReadAllText);
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))));
        if (digest == _taken?.Digest)
        {
            return;
        }

        var value = parse(texts);
        if (_taken is not null)
        {
            Log.Renewed(log, files[0]);
        }

        (_taken, _refused) = (new Taken(digest, value), null);
    }

    private void Refuse(string reason)
    {
        if (_refused != reason)
        {
            _refused = reason;
            Log.Kept(log, files[0], reason);
        }
    }

    private sealed record Taken(string Digest, T Value);

    private static partial class Log
    {
        [LoggerMessage(EventId = 30, EventName = "files.renewed", Level = LogLevel.Information, Message = "{File} has changed; the new content counts from now on")]
        public static partial void Renewed(ILogger logger, string file);

        [LoggerMessage(EventId = 31, EventName = "files.kept", Level = LogLevel.Warning, Message = "{File} has changed and cannot be used: {Reason}; the content before it still counts")]
        public static partial void Kept(ILogger logger, string file, string reason);
    }
}
