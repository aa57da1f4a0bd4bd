using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Summit.Hosting.Options;

/// <summary>
/// The settings of a host. They have a small container of their own, because ports, certificates and clients are set up from
/// them before the host's container exists.
/// </summary>
internal sealed class HostSettings
{
    private readonly ServiceCollection _services = new();
    private readonly List<Action<IServiceProvider, IServiceCollection>> _copies = [];
    private readonly IConfiguration _configuration;

    public HostSettings(IConfiguration configuration, IHostEnvironment environment)
    {
        _configuration = configuration;
        _services.AddSingleton(environment);
    }

    /// <summary>Binds a section to its options, which the rules then validate.</summary>
    public void Add<TOptions, TRules>(string section)
        where TOptions : class, new()
        where TRules : class, IValidateOptions<TOptions>
    {
        var binder = new SectionBinder<TOptions>(_configuration.GetSection(section));
        _services.AddSingleton<IConfigureOptions<TOptions>>(binder).AddSingleton<IValidateOptions<TOptions>>(binder);
        _services.AddSingleton<IValidateOptions<TOptions>, TRules>();
        _services.AddOptions<TOptions>().ValidateOnStart();
        _copies.Add((from, to) =>
        {
            var options = from.GetRequiredService<IOptions<TOptions>>();
            to.AddSingleton(options).AddSingleton(options.Value);
        });
    }

    /// <summary>A further rule about options that are there already.</summary>
    public void Require<TOptions>(Func<TOptions, bool> holds, string message)
        where TOptions : class =>
        _services.AddOptions<TOptions>().Validate(holds, message);

    /// <summary>Validates all options and registers them.</summary>
    /// <exception cref="HostStartException">Settings are wrong; the exception lists all that are.</exception>
    /// <returns>Those of section <c>Summit</c>.</returns>
    public SummitOptions CopyTo(IServiceCollection services)
    {
        var settings = _services.BuildServiceProvider(); // Not disposed: the options live as long as the host, and nothing else is in it.
        try
        {
            settings.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new HostStartException([.. e.Failures]);
        }
        catch (AggregateException e)
        {
            throw new HostStartException([.. e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(o => o.Failures)]);
        }

        foreach (var copy in _copies)
        {
            copy(settings, services);
        }

        return settings.GetRequiredService<IOptions<SummitOptions>>().Value;
    }
}
