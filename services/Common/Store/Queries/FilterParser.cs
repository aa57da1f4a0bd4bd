using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Store;

/// <summary>
/// Parses a filter by recursive descent:
/// <code>
/// filter     = or
/// or         = and { "OR" and }            as AIP-160 has it, OR binds stronger than AND: a AND b OR c is a AND (b OR c)
/// comparison = path ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | ":" ) value | "(" filter ")"
/// </code>
/// A field that is not set equals nothing and is less than nothing; <c>!=</c> is the negation of <c>=</c>.
/// </summary>
internal sealed class FilterParser(MessageDescriptor message, string text)
{
    private const int MaxLength = 4096;
    private const int MaxDepth = 64;
    private int _at;
    private int _depth;

    public Func<IMessage, bool> Parse()
    {
        if (text.Length > MaxLength)
        {
            throw new InvalidQueryException("filter", $"it has {text.Length} characters; at most {MaxLength} are allowed.");
        }
        var predicate = Sequence();
        return _at >= text.Length ? predicate : throw Fault("'AND', 'OR' or the end");
    }

    // factors joined by AND, or by spaces only, which means the same
    private Func<IMessage, bool> Sequence()
    {
        if (++_depth > MaxDepth)
        {
            throw new InvalidQueryException("filter", $"parentheses nest deeper than {MaxDepth}.");
        }
        var all = new List<Func<IMessage, bool>> { Alternatives() };
        while (Skip() && text[_at] != ')')
        {
            Word("AND");
            all.Add(Alternatives());
        }
        _depth--;
        return all.Count == 1 ? all[0] : m => all.TrueForAll(p => p(m));
    }

    private Func<IMessage, bool> Alternatives()
    {
        var any = new List<Func<IMessage, bool>> { Term() };
        while (Word("OR"))
        {
            any.Add(Term());
        }
        return any.Count == 1 ? any[0] : m => any.Exists(p => p(m));
    }

    private Func<IMessage, bool> Term()
    {
        if (Word("NOT") || Take("-"))
        {
            var inner = Simple();
            return m => !inner(m);
        }
        return Simple();
    }

    private Func<IMessage, bool> Simple()
    {
        if (!Take("("))
        {
            return Comparison();
        }
        var inner = Sequence();
        return Take(")") ? inner : throw Fault("')'");
    }

    private Func<IMessage, bool> Comparison()
    {
        if (!Skip())
        {
            throw Fault("a field");
        }
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
        {
            _at++;
        }
        if (_at == start)
        {
            throw Fault("a field");
        }
        var path = Located(start, () => FieldPath.Parse(message, text[start.._at], "filter"));
        string[] operators = ["!=", "<=", ">=", "=", "<", ">", ":"];
        var op = Array.Find(operators, Take) ?? throw Fault("one of = != < <= > >= :");
        return Compile(path, op);
    }

    private Func<IMessage, bool> Compile(FieldPath path, string op)
    {
        Skip();
        var start = _at;
        var (literal, quoted) = Value();
        var leaf = path.Leaf;
        if (op == ":" && literal == "*" && !quoted)
        {
            return m => path.Values(m).Any(v => IsSet(v));
        }
        if (leaf.IsMap)
        {
            return op == ":" ? m => path.Values(m).Any(v => Equals(v?.ToString(), literal)) : throw Fault(start, "':' with a map");
        }
        if (!Scalars.IsComparable(leaf))
        {
            throw Fault(start, $"'{path.Text}:*', for '{path.Text}' has no single value");
        }
        if (leaf.FieldType == FieldType.String && literal.Contains('*', StringComparison.Ordinal) && op is "=" or "!=" or ":")
        {
            var pattern = new Regex("^" + Regex.Escape(literal).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
            return m => path.Values(m).Any(v => v is string s && pattern.IsMatch(s)) != (op == "!=");
        }
        var (value, expected) = Scalars.Read(leaf, literal);
        if (value is null)
        {
            throw Fault(start, $"{expected} for '{path.Text}'");
        }
        return m => path.Values(m).Any(v => Holds(leaf, op, v, value)) != (op == "!=");
    }

    private static bool Holds(FieldDescriptor leaf, string op, object? fieldValue, IComparable value)
    {
        if (Scalars.Normal(leaf, fieldValue) is not { } actual)
        {
            return false;
        }
        if (op == ":" && actual is string whole && value is string part && !leaf.IsRepeated)
        {
            return whole.Contains(part, StringComparison.OrdinalIgnoreCase);
        }
        var order = actual is string s && value is string t ? string.CompareOrdinal(s, t) : actual.CompareTo(value);
        return op switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => order == 0,
        };
    }

    private static bool IsSet(object? value) => value switch
    {
        null => false,
        string s => s.Length > 0,
        bool b => b,
        ByteString b => b.Length > 0,
        IMessage => true,
        _ => Convert.ToDouble(value) != 0,
    };

    private (string Text, bool Quoted) Value()
    {
        if (_at >= text.Length)
        {
            throw Fault("a value");
        }
        if (text[_at] is '"' or '\'')
        {
            return (Quoted(), true);
        }
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('(' or ')' or '"' or '\''))
        {
            _at++;
        }
        return _at > start ? (text[start.._at], false) : throw Fault("a value");
    }

    private string Quoted()
    {
        var start = _at;
        var quote = text[_at++];
        var value = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                _at++;
            }
            value.Append(text[_at++]);
        }
        if (_at >= text.Length)
        {
            throw Fault(start, "a closing quote");
        }
        _at++;
        return value.ToString();
    }

    private bool Skip()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
        return _at < text.Length;
    }

    private bool Take(string token)
    {
        Skip();
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
        {
            return false;
        }
        _at += token.Length;
        return true;
    }

    // A keyword ends at a space or a parenthesis: "ORder" is a field.
    private bool Word(string word)
    {
        Skip();
        var end = _at + word.Length;
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0 || (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '('))
        {
            return false;
        }
        _at = end;
        return true;
    }

    private static FieldPath Located(int start, Func<FieldPath> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidQueryException e)
        {
            throw new InvalidQueryException("filter", $"at character {start + 1}: {e.Reason}");
        }
    }

    private InvalidQueryException Fault(string expected) => Fault(_at, expected);

    private InvalidQueryException Fault(int at, string expected) =>
        new("filter", $"at character {at + 1}: expected {expected}, found {(at < text.Length ? $"'{text[at..Math.Min(at + 20, text.Length)]}'" : "the end")}.");
}
