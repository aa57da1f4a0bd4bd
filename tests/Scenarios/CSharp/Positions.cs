using Google.Type;
using Summit.Api.V1;
using Summit.Nations.V1;

namespace Summit.Scenarios.CSharp;

/// <summary>Positions of France that a scenario writes.</summary>
internal sealed class Positions(string id)
{
    private static readonly Date Day = new() { Year = 2025, Month = 2, Day = 18 };

    public CreatePositionRequest New(string name) => new()
    {
        Parent = "nations/FRA",
        PositionId = $"{id}-{name}",
        Position = new Position
        {
            Issue = "issues/troop-deployment",
            Actor = "government",
            Stance = Stance.Support,
            PositionDate = Day,
            PublishState = PublishState.Published,
            Source = new Source { Title = "Example", Publisher = "Example", PublishDate = Day },
        },
    };

    /// <summary>A draft, which can be changed.</summary>
    public CreatePositionRequest NewDraft(string name)
    {
        var request = New(name);
        request.Position.PublishState = PublishState.Draft;
        return request;
    }
}
