using Summit.Api.V1;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Support;

/// <summary>Requests that are right in everything that a test does not mind.</summary>
public static class Samples
{
    public const string Seeded = "nations/FRA/positions/a";

    public static CreatePositionRequest Create(string owner, string id, PublishState state) => new()
    {
        Parent = $"nations/{owner}",
        PositionId = id,
        Position = new Position
        {
            Issue = "issues/troop-deployment",
            Actor = "government",
            Stance = Stance.Support,
            PositionDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 17 },
            Source = new Source { Title = "Statement", PublishDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 18 } },
            PublishState = state,
        },
    };
}
