using System.Text.RegularExpressions;

namespace Summit.GrpcTests.OfficialApi;

/// <summary>
/// Turns the lines of a listing into the form in which one assembly refers to another's members: no parameter names, generic
/// parameters by number.
/// </summary>
internal static partial class Keys
{
    private static readonly string[] Modifiers = ["static ", "protected ", "abstract ", "virtual ", "override ", "const "];
    private static readonly string[] ParameterWords = ["this ", "params "];

    /// <summary>Such as Grpc.Core.Method`2.</summary>
    public static string Type(string typeLine)
    {
        var (name, generics) = Generic(ApiListing.NameOf(typeLine));
        return generics.Count == 0 ? name : $"{name}`{generics.Count}";
    }

    /// <summary>The keys of one member line: a property has one for each accessor.</summary>
    public static IEnumerable<string> Members(string typeLine, string memberLine)
    {
        var type = Type(typeLine);
        var (_, typeGenerics) = Generic(ApiListing.NameOf(typeLine));
        var line = Modifiers.Aggregate(memberLine, (rest, modifier) => rest.StartsWith(modifier, StringComparison.Ordinal) ? rest[modifier.Length..] : rest);
        line = Number(line, typeGenerics, "!");
        if (line.EndsWith('}'))
        {
            return Accessors(type, line);
        }

        var open = ApiListing.Outside(line, ' ')[^1].Contains('(') || line.StartsWith("new(", StringComparison.Ordinal);
        return [open ? Method(type, line) : Field(type, line)];
    }

    /// <summary>Every type name that a line mentions.</summary>
    public static IEnumerable<string> Mentioned(string line) => TypeNames().Matches(line).Select(match => match.Value);

    public static string Member(string type, string name, int arity, IEnumerable<string> parameters, string result) =>
        $"{type}::{name}{(arity == 0 ? "" : $"`{arity}")}({string.Join(", ", parameters)}) : {result}";

    public static string Field(string type, string name, string fieldType) => $"{type}::{name} : {fieldType}";

    private static string Field(string type, string line)
    {
        var words = ApiListing.Outside(line.Split(" = ")[0], ' ');
        return Field(type, words[^1], words[0]);
    }

    private static string Method(string type, string line)
    {
        // The parameter list opens at the last parenthesis outside of everything.
        var words = ApiListing.Outside(line, ' ');
        var signature = words[^1];
        var at = signature.IndexOf('(');
        var (name, generics) = Generic(signature[..at]);
        var result = words.Count == 1 ? "void" : words[0];
        var parameters = Parameters(signature[(at + 1)..^1]);
        return Member(
            type, name == "new" ? ".ctor" : name, generics.Count, parameters.Select(p => Number(p, generics, "!!")), Number(result, generics, "!!"));
    }

    private static IEnumerable<string> Accessors(string type, string line)
    {
        var at = line.LastIndexOf(" { ", StringComparison.Ordinal);
        var words = ApiListing.Outside(line[..at].Replace("this[", "this ["), ' ');
        var isIndexer = words[1] == "this";
        var name = isIndexer ? "Item" : words[1];
        var indexes = isIndexer ? Parameters(line[(line.IndexOf('[') + 1)..line.LastIndexOf(']')]) : [];
        if (line[at..].Contains("get;"))
        {
            yield return Member(type, $"get_{name}", 0, indexes, words[0]);
        }

        if (line[at..].Contains("set;"))
        {
            yield return Member(type, $"set_{name}", 0, [.. indexes, words[0]], "void");
        }
    }

    private static List<string> Parameters(string list) => list.Length == 0 ? [] : [.. ApiListing.Outside(list, ',').Select(parameter =>
    {
        var text = ParameterWords.Aggregate(parameter, (rest, word) => rest.StartsWith(word, StringComparison.Ordinal) ? rest[word.Length..] : rest);
        var words = ApiListing.Outside(text.Split(" = ")[0], ' ');
        return words[0] is "out" or "ref" or "in" ? $"ref {words[1]}" : words[0];
    })];

    private static (string Name, List<string> Generics) Generic(string name) =>
        name.IndexOf('<') is var at and >= 0 ? (name[..at], ApiListing.Outside(name[(at + 1)..^1], ',')) : (name, []);

    // A generic parameter is a word of its own, never a part of a dotted name.
    private static string Number(string text, List<string> generics, string mark) =>
        generics.Select((name, index) => (name, index)).Aggregate(text, (rest, generic) =>
            Regex.Replace(rest, $@"(?<![\w.]){generic.name}(?![\w.])", $"{mark}{generic.index}"));

    [GeneratedRegex(@"[A-Z]\w*(\.\w+)+")]
    private static partial Regex TypeNames();
}
