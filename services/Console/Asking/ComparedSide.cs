using Summit.Logistics.V1;

namespace Summit.WebConsole.Asking;

/// <summary>One of the questions that are compared: a form, or a scenario of the viewer instead of it.</summary>
/// <param name="Prefix">The beginning of the names of its fields.</param>
/// <param name="Form">The form.</param>
/// <param name="Scenario">Id of the scenario; empty when the form is the question.</param>
internal sealed record ComparedSide(string Prefix, QuestionForm Form, string Scenario)
{
    /// <summary>Name of the field that has the scenario, after the prefix.</summary>
    public const string Field = "scenario";

    /// <summary>The question of a place in an address.</summary>
    public static ComparedSide From(IQueryCollection query, int question)
    {
        var prefix = QuestionForm.PrefixOf(question);
        return new(prefix, QuestionForm.From(query, prefix), query[prefix + Field].ToString().Trim());
    }

    /// <summary>Whether the question can be asked.</summary>
    public bool IsReadable => Scenario.Length > 0 || Form.IsReadable;

    /// <summary>Its parts of an address. Of a scenario nothing but its id is said.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parts => Scenario.Length > 0 ? [KeyValuePair.Create(Prefix + Field, Scenario)] : Form.Parts(Prefix);

    /// <summary>The column that is asked for. That of a scenario is headed by its title.</summary>
    public ComparedQuestion Column(string label) => Scenario.Length > 0
        ? new() { Scenario = Kept.Name(Scenario) }
        : new() { Label = label, Question = Form.Request };
}
