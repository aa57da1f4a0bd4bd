using System.CommandLine;
using Summit.Logistics.V1;
using Summit.Report.Asking;

namespace Summit.Cli.Assess;

/// <summary>Options that assume a fact to be different, for one question only. Each may be given several times.</summary>
internal sealed class WhatIfOptions
{
    private readonly IReadOnlyList<(WhatIf Kind, Option<string[]> Option)> _all = [.. WhatIf.All.Select(kind => (kind, Create(kind)))];

    public WhatIfOptions(Command command)
    {
        foreach (var (kind, option) in _all)
        {
            command.Options.Add(option);
            option.Validators.Add(result =>
            {
                foreach (var value in result.Tokens.SelectMany(t => Split(t.Value)))
                {
                    if (kind.FaultOf(value) is { } fault)
                    {
                        result.AddError($"{option.Name}: \"{value}\" {fault} Write it like {option.Name} {option.HelpName}.");
                    }
                }
            });
        }
    }

    /// <summary>The option that sets a field, by the field's path in a violation, such as <c>overrides[2].capacity.name</c>; null for none.</summary>
    public string? OptionOf(string path)
    {
        var parts = path.Split('.');
        return parts.Length < 2 ? null : _all.FirstOrDefault(o => o.Kind.Field == parts[1]).Option?.Name;
    }

    public IEnumerable<AssessmentOverride> From(ParseResult parsed) =>
        _all.SelectMany(o => parsed.GetRequiredValue(o.Option).SelectMany(Split).Select(o.Kind.Read));

    private static Option<string[]> Create(WhatIf kind) =>
        new($"--{kind.Word}") { Description = kind.Description, HelpName = kind.Example, DefaultValueFactory = _ => [] };

    private static IEnumerable<string> Split(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
