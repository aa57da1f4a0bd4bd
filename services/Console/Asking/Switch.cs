using Summit.Logistics.V1;
using Summit.Report.Asking;
using Summit.Report.Content;

namespace Summit.WebConsole.Asking;

/// <summary>A fact that the question assumes to be different, as it stands in the address: <c>position=DEU=support</c>.</summary>
/// <param name="Kind">Kind of fact.</param>
/// <param name="Value">What is assumed, as it was typed.</param>
internal sealed record Switch(WhatIf Kind, string Value)
{
    /// <summary>What is wrong with it; null when it can be read.</summary>
    public string? Fault { get; } = Kind.FaultOf(Value) is { } fault ? $"“{Value}” {fault} Write it like {Kind.Example}." : null;

    /// <summary>The override of the request. Only of a switch without a fault.</summary>
    public AssessmentOverride Override => Kind.Read(Value);

    /// <summary>The switch in words.</summary>
    public string Text(Names names)
    {
        var (subject, value) = Value.Split('=', 2) is [var first, var second] ? (first, second) : (Value, "");
        var (code, role) = subject.Split(':', 2) is [var before, var after] ? (before, after) : (subject, "");
        var name = code.Length == 3 ? names.Of("nations/" + code) : code;
        return $"{Choices.Of(Kind).Label} {name}{(role.Length > 0 ? $" as {role}" : "")}: {value.Replace('-', ' ')}";
    }
}
