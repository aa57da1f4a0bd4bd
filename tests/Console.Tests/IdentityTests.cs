using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Nations.V1;
using Date = Google.Type.Date;

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

    [Fact]
    public async Task Draft_OfOneDelegation_IsOnItsPagesOnlyAndAsText()
    {
        const string Said = "<img src=x onerror=alert(1)>draft of the delegation";
        using var channels = new SummitChannels(new SummitClientOptions { Address = system.Gateway });
        var token = DevelopmentIssuer.OpenExisting(system.KeyFile).Mint(Role.Delegate, "PRT");
        await channels.Create<PositionService.PositionServiceClient>().CreatePositionAsync(
            new CreatePositionRequest
            {
                Parent = "nations/PRT",
                PositionId = "draft-of-the-test",
                Position = new Position
                {
                    Issue = "issues/troop-deployment",
                    Actor = "government",
                    Stance = Stance.Undecided,
                    Summary = Said,
                    PositionDate = new Date { Year = 2025, Month = 2, Day = 16 },
                    Source = new Source { Title = "Test", Publisher = "Test", PublishDate = new Date { Year = 2025, Month = 2, Day = 16 }, Confidence = Confidence.Checked },
                    PublishState = PublishState.Draft,
                },
            },
            new Metadata { { "authorization", $"Bearer {token}" } });
        using HttpClient owner = system.Viewer(), other = system.Viewer(), nobody = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(owner, "delegate", "PRT");
        using var otherSignedIn = await ConsoleSystem.SignInAsync(other, "delegate", "ESP");

        var seen = await ConsoleSystem.ReadAsync(owner, "/positions");

        Assert.Contains("draft of the delegation", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("draft of the delegation", await ConsoleSystem.ReadAsync(other, "/positions"), StringComparison.Ordinal);
        Assert.DoesNotContain("draft of the delegation", await ConsoleSystem.ReadAsync(nobody, "/positions"), StringComparison.Ordinal);
    }
}
