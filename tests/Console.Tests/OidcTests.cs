using Microsoft.AspNetCore.Builder;
using Summit.Api.V1;
using Summit.Client.Identity;

namespace Summit.WebConsole.Tests;

/// <summary>Sign-in as in production: an identity provider on another address, in a real browser that holds to the page's policy.</summary>
public sealed class OidcTests(ConsoleSystem system, Browser browser)
{
    [Fact]
    public async Task SignIn_WithAProvider_TakesTheViewersTokenToTheGateway()
    {
        await using var provider = await OidcServer.StartAsync(DevelopmentIssuer.OpenExisting(system.KeyFile).Mint(Role.Delegate, "PRT"));
        await using var console = await ConsoleAsync(provider);
        await using var context = await browser.OpenAsync(1_280);
        var view = await context.NewPageAsync();

        await view.GotoAsync(console.Urls.First() + "/sign-in");
        await view.ClickAsync("main a");
        await view.ClickAsync("#agree");
        await view.GotoAsync(console.Urls.First() + "/import");

        Assert.Equal("Joana of Portugal", await view.InnerTextAsync(".who span"));
        Assert.Equal(1, await view.Locator("input[type=file]").CountAsync());
        Assert.Equal(1, provider.Redeemed);
        var cookies = await context.CookiesAsync();
        Assert.All(cookies.Where(c => c.Name.StartsWith("summit", StringComparison.Ordinal)), c => Assert.True(c.HttpOnly && c.Secure));

        await view.ClickAsync(".who button");
        await view.GotoAsync(console.Urls.First() + "/import");
        Assert.Equal(0, await view.Locator("input[type=file]").CountAsync());
    }

    [Fact]
    public async Task SignIn_WithoutAProvider_HasNoAddress()
    {
        using var viewer = system.Viewer();

        using var answer = await viewer.GetAsync("/session/provider", TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<WebApplication> ConsoleAsync(OidcServer provider)
    {
        var console = ConsoleHost.Create(
        [
            "--environment=Production", "--Logging:LogLevel:Default=Warning", "--Console:Port=0", "--Console:LoopbackOnly=true", $"--Console:Gateway={system.Gateway}",
            $"--Console:Oidc:Authority={provider.Address}", $"--Console:Oidc:ClientId={OidcServer.Client}", "--Console:Oidc:RequireHttpsMetadata=false",
        ]);
        await console.StartAsync(TestContext.Current.CancellationToken);
        return console;
    }
}
