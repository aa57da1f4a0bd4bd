using System.Globalization;
using System.Text;

namespace Summit.Gateway.Web.OpenApi;

/// <summary>A short text that a pattern matches. It knows what patterns of contracts are made of: literals, classes, groups, choices, counts.</summary>
internal ref struct PatternSample
{
    private readonly string _pattern;
    private int _at;

    private PatternSample(string pattern) => _pattern = pattern;

    /// <summary>A text that a pattern matches.</summary>
    public static string Of(string pattern) => new PatternSample(pattern.TrimStart('^').TrimEnd('$')).Choice();

    private string Choice()
    {
        var first = Sequence();
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            Sequence(); // The first of several is enough.
        }

        return first;
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            var one = One();
            text.Insert(text.Length, one, Count());
        }

        return text.ToString();
    }

    private string One()
    {
        switch (_pattern[_at++])
        {
            case '(':
                _at += _pattern.AsSpan(_at).StartsWith("?:") ? 2 : 0;
                var inner = Choice();
                _at++;
                return inner;
            case '[':
                var first = _pattern[_at] == '\\' ? Escaped(_pattern[_at + 1]) : _pattern[_at].ToString();
                _at = _pattern.IndexOf(']', _at + 1) + 1;
                return first;
            case '\\':
                return Escaped(_pattern[_at++]);
            case '.':
                return "x";
            default:
                return _pattern[_at - 1].ToString();
        }
    }

    private int Count()
    {
        if (_at >= _pattern.Length)
        {
            return 1;
        }

        switch (_pattern[_at])
        {
            case '?' or '*':
                _at++;
                return 1;
            case '+':
                _at++;
                return 1;
            case '{':
                var end = _pattern.IndexOf('}', _at);
                var least = int.Parse(_pattern.AsSpan(_at + 1, end - _at - 1).ToString().Split(',')[0], CultureInfo.InvariantCulture);
                _at = end + 1;
                return Math.Max(1, least);
            default:
                return 1;
        }
    }

    private static string Escaped(char letter) => letter switch
    {
        'd' => "1",
        'w' => "a",
        's' => " ",
        _ => letter.ToString(),
    };
}
