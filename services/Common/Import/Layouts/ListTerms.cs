using System.Collections.Frozen;

namespace Summit.Import.Layouts;

/// <summary>How lists of one type are found: other headers of its columns, and other words for its values.</summary>
public sealed class ListTerms
{
    /// <summary>Terms that every type has: columns of the source, of the nation and of the id.</summary>
    public static ListTerms None { get; } = new();

    /// <summary>Headers, as lower-case words joined by underscores, with the columns that they stand for.</summary>
    public IReadOnlyDictionary<string, Alias> Headers { get; init; } = FrozenDictionary<string, Alias>.Empty;

    /// <summary>Words for values by the header of the column by the contract, for example <c>kind</c>, then by the word in lower case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Words { get; init; } = FrozenDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>Headers of the id, beside <c>id</c>.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Column whose text makes the id when the list has none, for example <c>display_name</c>; empty for none.</summary>
    public string IdFrom { get; init; } = "";

    /// <summary>Computes the id of a resource that has none in the list; null for <see cref="IdFrom"/>.</summary>
    public Func<Google.Protobuf.IMessage, string>? IdOf { get; init; }

    /// <summary>Completes a resource from the cells of its row, by their headers; for what no single column can say.</summary>
    public Action<Google.Protobuf.IMessage, Func<string, string>, ISet<string>>? Complete { get; init; }

    /// <summary>Headers that <see cref="Complete"/> reads.</summary>
    public IReadOnlyList<string> CompleteHeaders { get; init; } = [];
}
