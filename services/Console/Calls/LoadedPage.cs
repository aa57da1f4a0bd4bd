using Microsoft.AspNetCore.Components;
using Summit.Client;
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

    /// <summary>Why the page has nothing to show; null when it has something. The status of the page says the same.</summary>
    internal virtual SummitRpcException? Failed => Calls.All.Count > 0 && Calls.Failures.Count == Calls.All.Count ? Calls.Failures[0] : null;

    /// <summary>Whether what the address asks for can be read.</summary>
    internal virtual bool IsReadable => true;

    /// <inheritdoc/>
    protected sealed override async Task OnInitializedAsync()
    {
        Names = await Calls.NamesAsync();
        await AskAsync();
        var (response, status) = (Http.Response, !IsReadable ? StatusCodes.Status400BadRequest : Failed is { } error ? HttpStatus.Of(error.StatusCode) : StatusCodes.Status200OK);
        // The framework writes no content into a response that is 404 already, so the status is set when the response starts.
        response.OnStarting(() =>
        {
            response.StatusCode = status;
            return Task.CompletedTask;
        });
        IsReady = true;
    }
}
