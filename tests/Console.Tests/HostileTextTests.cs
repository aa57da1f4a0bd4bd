using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.WebConsole.Tests;

/// <summary>What delegations and the secretariat write: it is shown to whom it may be shown, and as text.</summary>
[Collection(Changes.Name)]
public sealed class HostileTextTests(ConsoleSystem system, Browser browser)
{
    private const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><svg onload=alert(3)>";

    [Fact]
    public async Task Draft_OfOneDelegation_IsOnItsPagesAndFilesOnly()
    {
        const string Said = "draft of the delegation of Portugal";
        using var channels = new SummitChannels(new SummitClientOptions { Address = system.Gateway });
        await PositionAsync(channels, "PRT", "draft-of-the-test", Said, PublishState.Draft);
        using HttpClient owner = system.Viewer(), other = system.Viewer(), nobody = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(owner, "delegate", "PRT");
        using var otherSignedIn = await ConsoleSystem.SignInAsync(other, "delegate", "ESP");

        foreach (var address in new[] { "/positions", "/export/rows?what=positions&format=csv" })
        {
            Assert.Contains(Said, await ConsoleSystem.ReadAsync(owner, address), StringComparison.Ordinal);
            Assert.DoesNotContain(Said, await ConsoleSystem.ReadAsync(other, address), StringComparison.Ordinal);
            Assert.DoesNotContain(Said, await ConsoleSystem.ReadAsync(nobody, address), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Text_WithMarkup_IsShownAsText()
    {
        using var channels = new SummitChannels(new SummitClientOptions { Address = system.Gateway });
        await WriteAsync(channels);

        await using var context = await browser.OpenAsync(1_280);
        var view = await context.NewPageAsync();
        var ran = new List<string>();
        view.Dialog += (_, dialog) => { ran.Add(dialog.Message); _ = dialog.DismissAsync(); };
        var shown = 0;
        using var viewer = system.Viewer();
        foreach (var page in ConsoleSystem.Pages.Append("/positions?issue=hostile").Append("/brief?facts=1").Append("/?position=%3Cimg%20src=x%3E&strength=%3Cimg%20src=x%3E"))
        {
            await ConsoleSystem.ReadAsync(viewer, page);
            await view.GotoAsync(system.Console + page);
            await view.WaitForSelectorAsync(".working", new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
            Assert.Equal(0, await view.Locator("img, script:not([src]), svg[onload]").CountAsync());
            shown += (await view.ContentAsync()).Contains("&lt;img src=x", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Empty(ran);
        Assert.True(shown >= 4, $"only {shown} pages show what was written");
    }

    private async Task WriteAsync(SummitChannels channels)
    {
        var secretariat = Token(Role.Secretariat);
        var source = new Source { Title = Hostile, Publisher = Hostile, PublishDate = Day(16), Confidence = Confidence.Checked };
        await channels.Create<IssueService.IssueServiceClient>().CreateIssueAsync(new() { IssueId = "hostile", Issue = new Issue { DisplayName = Hostile, Question = Hostile } }, secretariat);
        await channels.Create<PollService.PollServiceClient>().CreatePollAsync(
            new()
            {
                PollId = "hostile",
                Poll = new Poll
                {
                    Nation = "nations/FRA",
                    Population = Hostile,
                    Question = Hostile,
                    Issue = "issues/troop-deployment",
                    Pollster = Hostile,
                    FieldEndDate = Day(10),
                    Source = source,
                    Answers = { new PollAnswer { Answer = "support", Percent = 50 }, new PollAnswer { Answer = "oppose", Percent = 50 } },
                },
            },
            secretariat);
        await channels.Create<TransportNodeService.TransportNodeServiceClient>().CreateTransportNodeAsync(
            new()
            {
                TransportNodeId = "hostile",
                TransportNode = new TransportNode { DisplayName = Hostile, Kind = TransportNode.Types.Kind.SeaPort, Nation = "nations/FRA", Location = new() { Latitude = 47, Longitude = 4 }, Derivation = "test", Source = source },
            },
            secretariat);
        await PositionAsync(channels, "ITA", "hostile", Hostile, PublishState.Published, source);
    }

    private async Task PositionAsync(SummitChannels channels, string nation, string id, string said, PublishState state, Source? source = null) =>
        await channels.Create<PositionService.PositionServiceClient>().CreatePositionAsync(
            new CreatePositionRequest
            {
                Parent = "nations/" + nation,
                PositionId = id,
                Position = new Position
                {
                    Issue = "issues/troop-deployment",
                    Actor = "government",
                    Stance = Stance.Undecided,
                    Summary = said,
                    PositionDate = Day(16),
                    Source = source ?? new Source { Title = "Test", Publisher = "Test", PublishDate = Day(16), Confidence = Confidence.Checked },
                    PublishState = state,
                },
            },
            Token(Role.Delegate, nation));

    private Metadata Token(Role role, string? nation = null) => new() { { "authorization", $"Bearer {DevelopmentIssuer.OpenExisting(system.KeyFile).Mint(role, nation)}" } };

    private static Date Day(int day) => new() { Year = 2025, Month = 2, Day = day };
}
