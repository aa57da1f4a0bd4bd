using Google.Protobuf;
using Summit.Api.V1;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.History;

/// <summary>
/// A history made by hand. The first store: position A published (1), changed (2), France's draft D made (3). It was backed
/// up at 1; the second store begins there and gets position B (2).
/// </summary>
internal sealed class SmallHistory
{
    public const string A = "nations/FRA/positions/a";
    public const string B = "nations/FRA/positions/b";
    public const string D = "nations/FRA/positions/d";
    public const long Lease = 1000;
    private readonly RunHistory _history = new() { Lease = Lease };

    public SmallHistory()
    {
        First = Keep(PositionOf(A, "1@e1"));
        Second = Keep(PositionOf(A, "2@e1"));
        Draft = Keep(PositionOf(D, "3@e1", PublishState.Draft));
        Restored = Keep(PositionOf(A, "1@e2"));
        Other = Keep(PositionOf(B, "2@e2"));
        LoggedChange[] published = [new(1, A, First, "delegate:FRA"), new(2, A, Second, "delegate:FRA")];
        LoggedChange[] later = [new(1, A, Restored, "delegate:FRA"), new(2, B, Other, "delegate:FRA")];
        _history.Logs =
        [
            new("e1", 3, new() { ["viewer"] = [.. published], ["FRA"] = [.. published, new(3, D, Draft, "delegate:FRA")] }),
            new("e2", 2, new() { ["viewer"] = [.. later], ["FRA"] = [.. later] }),
        ];
    }

    public int First { get; }

    public int Second { get; }

    public int Draft { get; }

    public int Restored { get; }

    public int Other { get; }

    /// <summary>A read of position A; each use says what is special about it.</summary>
    public static Operation Read { get; } = new()
    {
        Id = 0,
        Client = "one",
        Via = "gateway-1",
        Life = 0,
        Scope = "viewer",
        Kind = OperationKind.Get,
        Method = "/summit.nations.v1.PositionService/GetPosition",
        Name = A,
        Start = 0,
        End = 10,
        Cache = "hit",
    };

    public static Operation List { get; } = Read with { Kind = OperationKind.List, Method = "/summit.nations.v1.PositionService/ListPositions", Name = "nations/FRA" };

    public static Operation Write { get; } = Read with { Kind = OperationKind.Write, Method = "/summit.nations.v1.PositionService/UpdatePosition", Scope = "FRA", Cache = "bypass" };

    public Operation At(Operation operation, string revision) => operation with
    {
        Revision = revision,
        Content = revision switch { "1@e1" => First, "2@e1" or "3@e1" => Second, "1@e2" or "2@e2" => Restored, _ => operation.Content },
    };

    public int Listed(bool more, params int[] positions)
    {
        var list = new ListPositionsResponse { NextPageToken = more ? "more" : "", Revision = $"{_history.Contents.Count}@list" };
        list.Positions.AddRange(positions.Select(p => Position.Parser.ParseFrom(_history.Contents[p])));
        return Keep(list);
    }

    public void Add(Fault fault) => _history.Faults.Add(fault);

    /// <summary>Checks these operations, numbered as they stand.</summary>
    public IReadOnlyList<Violation> Check(params Operation[] operations)
    {
        _history.Operations = [.. operations.Select((o, i) => o with { Id = i })];
        return HistoryChecker.Check(_history);
    }

    private int Keep(IMessage message)
    {
        _history.Contents.Add(message.ToByteArray());
        return _history.Contents.Count - 1;
    }

    private static Position PositionOf(string name, string etag, PublishState state = PublishState.Published) =>
        new() { Name = name, Etag = etag, Actor = "government", PublishState = state };
}
