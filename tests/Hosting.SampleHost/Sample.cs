using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting;
using Summit.Hosting.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.SampleHost;

/// <summary>The smallest service that uses everything: positions over the standard methods. Tests run it in their process and in one of its own.</summary>
public static class Sample
{
    /// <summary>A position whose answer also rests on an issue, which the contract of GetPosition does not name.</summary>
    public const string UndeclaredRead = "nations/FRA/positions/undeclared";

    public static readonly ResourceType<Position> Positions = new("nations/{nation}/positions/{position}");
    public static readonly ResourceType<Issue> Issues = new("issues/{issue}");

    public static SummitHostBuilder CreateBuilder(string[] args) => SummitHost.CreateBuilder(args, "nations")
        .AddStore(Positions, Issues)
        .AddRules<Position, PublishedStays>()
        .AddGrpcService<PositionRpc>()
        .AddChangeService(ChangeService.Descriptor)
        .AddSeed<OnePosition>();
}

public sealed class PositionRpc(StandardMethods<Position> positions, StoreReads reads) : PositionService.PositionServiceBase
{
    public override async Task<Position> GetPosition(GetPositionRequest request, ServerCallContext context)
    {
        if (request.Name == Sample.UndeclaredRead)
        {
            await (await reads.OpenAsync(context)).FindAsync(Sample.Issues, "issues/any", Visibility.Published, context.CancellationToken);
        }

        return await positions.GetAsync(request, context);
    }

    public override Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context) =>
        positions.ListAsync<ListPositionsResponse>(request, context);

    public override Task<Position> CreatePosition(CreatePositionRequest request, ServerCallContext context) => positions.CreateAsync(request, context);

    public override Task<Position> UpdatePosition(UpdatePositionRequest request, ServerCallContext context) => positions.UpdateAsync(request, context);

    public override Task<Empty> DeletePosition(DeletePositionRequest request, ServerCallContext context) => positions.DeleteAsync(request, context);
}

/// <summary>A rule of the domain's kind: what is published is not deleted.</summary>
public sealed class PublishedStays : ResourceRules<Position>
{
    public override void OnDelete(WriteContext write, Position current)
    {
        if (current.PublishState == Api.V1.PublishState.Published)
        {
            throw new Hosting.Errors.PreconditionException(
                Api.V1.ErrorReason.StateForbids, current.Name, "A published position stays on record; record a new one.", new Dictionary<string, string> { ["state"] = "PUBLISHED" });
        }
    }
}

public sealed class OnePosition : ISeed
{
    public string Name => "one";

    public void Load(Transaction transaction) => transaction.Create(Sample.Positions, new Position
    {
        Name = "nations/FRA/positions/seeded",
        Issue = "issues/troop-deployment",
        Actor = "government",
        Stance = Stance.Support,
        PositionDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 17 },
        Source = new Api.V1.Source { Title = "Seed", PublishDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 17 } },
        PublishState = Api.V1.PublishState.Published,
    });
}
