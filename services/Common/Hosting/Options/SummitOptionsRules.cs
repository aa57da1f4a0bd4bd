using Microsoft.Extensions.Options;

namespace Summit.Hosting.Options;

/// <summary>What is allowed in section <c>Summit</c>.</summary>
internal sealed class SummitOptionsRules(IHostEnvironment environment) : IValidateOptions<SummitOptions>
{
    public ValidateOptionsResult Validate(string? name, SummitOptions options)
    {
        var errors = options.Errors(environment.IsDevelopment()).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
