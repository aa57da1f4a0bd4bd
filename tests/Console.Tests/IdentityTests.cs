namespace Summit.WebConsole.Tests;

/// <summary>The console has no rights of its own: everybody sees what the gateway shows them.</summary>
public sealed class IdentityTests(ConsoleSystem system)
{
    [Fact]
    public async Task SignIn_Delegate_IsNamedOnEveryPage()
    {
        using var viewer = system.Viewer();

        using var answer = await ConsoleSystem.SignInAsync(viewer, "delegate", "FRA");

        Assert.Contains("delegate of FRA", await ConsoleSystem.ReadAsync(viewer, "/positions"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delegate", "")]
    [InlineData("delegate", "F1")]
    [InlineData("king", "")]
    public async Task SignIn_NobodyThereIs_IsRefused(string role, string nation)
    {
        using var viewer = system.Viewer();

        using var answer = await ConsoleSystem.SignInAsync(viewer, role, nation);

        Assert.EndsWith("/sign-in?fault=1", answer.RequestMessage!.RequestUri!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithoutItsAntiforgeryToken_IsRefused()
    {
        using var viewer = system.Viewer();
        using var content = new FormUrlEncodedContent([new("role", "secretariat")]);

        using var answer = await viewer.PostAsync("/session", content, TestContext.Current.CancellationToken);

        Assert.False(answer.IsSuccessStatusCode);
    }
}
