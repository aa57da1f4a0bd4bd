using Microsoft.AspNetCore.Components;
using Summit.Report.Content;

namespace Summit.WebConsole.Calls;

/// <summary>A page that asks first and renders then.</summary>
public abstract class LoadedPage : ComponentBase
{
    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal IHttpContextAccessor Accessor { get; set; } = null!;

    internal HttpContext Http => Accessor.HttpContext!;

    internal Names Names { get; private set; } = null!;

    /// <summary>Whether everything was asked; nothing is rendered before.</summary>
    protected bool IsReady { get; private set; }

    /// <summary>Asks for all that the page shows.</summary>
    protected abstract Task AskAsync();

    /// <inheritdoc/>
    protected sealed override async Task OnInitializedAsync()
    {
        Names = await Calls.NamesAsync();
        await AskAsync();
        IsReady = true;
    }
}
