using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Store;

/// <summary>A compiled AIP-160 filter over one type of message. The grammar is in <see cref="FilterParser"/>.</summary>
internal sealed class Filter
{
    private readonly Func<IMessage, bool>? _matches;

    private Filter(Func<IMessage, bool>? matches) => _matches = matches;

    public bool IsAll => _matches is null;

    /// <summary>Parses a filter; an empty one matches everything.</summary>
    /// <exception cref="InvalidQueryException">The filter is invalid; the reason gives the position.</exception>
    public static Filter Parse(MessageDescriptor message, string text) =>
        string.IsNullOrWhiteSpace(text) ? new Filter(null) : new Filter(new FilterParser(message, text).Parse());

    public bool Matches(IMessage message) => _matches is null || _matches(message);
}
