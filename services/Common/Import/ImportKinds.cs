using Summit.Data.V1;
using Summit.Hosting.Errors;
using Summit.Import.Layouts;
using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Store;

namespace Summit.Import;

/// <summary>What an area imports: layouts of publishers, and a list for each of its types.</summary>
/// <param name="targets">How rows are stored, a target a type, types that others refer to first.</param>
/// <param name="layouts">Layouts of publishers.</param>
/// <param name="terms">How lists of types are found.</param>
public sealed class ImportKinds(IReadOnlyList<ImportTarget> targets, IReadOnlyList<ILayout> layouts, IReadOnlyDictionary<ResourceType, ListTerms> terms)
{
    private readonly Dictionary<ResourceType, ImportTarget> _targets = targets.ToDictionary(target => target.Type);
    private readonly List<ListLayout> _lists = [.. targets.Select(target => new ListLayout(target.Type, terms.GetValueOrDefault(target.Type) ?? ListTerms.None))];

    /// <summary>The targets, in the order in which rows are stored.</summary>
    public IReadOnlyList<ImportTarget> Targets => targets;

    private IEnumerable<ILayout> All => layouts.Concat(_lists);

    /// <summary>The target of a type.</summary>
    public ImportTarget TargetOf(ResourceType type) => _targets[type];

    /// <summary>Refuses a kind that is not known.</summary>
    /// <param name="kind">The kind; empty when it is to be recognised.</param>
    /// <param name="intoScenario">Whether these are the kinds that go into a scenario.</param>
    /// <exception cref="InvalidFieldsException">It is none of these.</exception>
    public void Require(string kind, bool intoScenario)
    {
        if (kind.Length > 0 && All.All(layout => layout.Name != kind))
        {
            throw new InvalidFieldsException("kind", $"\"{kind}\" {(intoScenario ? "does not go into a scenario" : "is not a kind of this area")}; the kinds are {string.Join(", ", All.Select(layout => layout.Name))}");
        }
    }

    /// <summary>The layout of a file; null, with a fault, when it is not recognised.</summary>
    internal ILayout? Choose(string kind, ImportFile file, RowsRead into)
    {
        if (kind.Length > 0)
        {
            return All.First(layout => layout.Name == kind);
        }

        if (file.Format == FileFormat.JsonLines)
        {
            into.Fault($"Lines of JSON do not say their type; send kind, one of {string.Join(", ", _lists.Select(list => list.Name))}.");
            return null;
        }

        if (layouts.FirstOrDefault(layout => layout.Recognises(file)) is { } known)
        {
            return known;
        }

        var scores = _lists.Select(list => (List: list, Score: list.Score(file))).Where(s => s.Score > 0).ToList();
        var best = scores.Where(s => s.Score == scores.Max(other => other.Score)).Select(s => s.List).ToList();
        if (best.Count > 0)
        {
            if (best.Count > 1)
            {
                into.Fault($"The headers fit several types; send kind, one of {string.Join(", ", best.Select(list => list.Name))}.");
            }

            return best.Count == 1 ? best[0] : null;
        }

        into.Fault($"The layout is not recognised. Send kind, one of {string.Join(", ", All.Select(layout => layout.Name))}. Known are: {string.Join("; ", layouts.Select(layout => $"{layout.Name}: {layout.Description}"))}; lists with the columns of a type by their names in the contract.");
        return null;
    }
}
