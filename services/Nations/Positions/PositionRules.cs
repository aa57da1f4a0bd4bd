using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Positions;

/// <summary>A position can be superseded by a later one, but never overwritten.</summary>
internal sealed class PositionRules : ResourceRules<Position>
{
    public override void OnCreate(WriteContext write, Position resource)
    {
        Check(write, resource);
        Publish(write, resource);
    }

    public override void OnUpdate(WriteContext write, Position current, Position next)
    {
        Check(write, next);
        Publish(write, next);
        if (current.PublishState != PublishState.Published)
        {
            return;
        }
        var same = current.Clone();
        same.PublishState = next.PublishState;
        same.Etag = next.Etag;
        if (!same.Equals(next))
        {
            throw Refusals.StateForbids(
                current.Name, $"{current.Name} is published: only publish_state may change. Record a new position that supersedes it.", "PUBLISHED", "publish_state");
        }
    }

    public override void OnDelete(WriteContext write, Position current)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Refusals.StateForbids(current.Name, $"{current.Name} is published and stays on record. Record a new position that supersedes it.", "PUBLISHED", "DRAFT");
        }
    }

    // A position that was not published elsewhere becomes public here. Its publication day is today, not the day of the event.
    private static void Publish(WriteContext write, Position position)
    {
        if (position is { PublishState: PublishState.Published, Source: { PublishDate: null } source })
        {
            source.PublishDate = write.Now.Day().ToDate();
        }
    }

    private static void Check(WriteContext write, Position position)
    {
        var violations = new Violations();
        violations.Require(Enum.IsDefined(position.Stance) && position.Stance != Stance.Unspecified, "position.stance", "is not a stance; name one, for example STANCE_SUPPORT");
        References.Check(write.Transaction, Types.Nations, NationNames.NationOf(position.Name), "parent", violations);
        References.Check(write.Transaction, Types.Issues, position.Issue, "position.issue", violations);
        References.CheckPublished(write, position.Source, "position.source", violations);
        if (position.Supersedes.Length > 0)
        {
            CheckEarlier(write, position, violations);
        }
        violations.ThrowIfAny();
    }

    private static void CheckEarlier(WriteContext write, Position position, Violations violations)
    {
        var own = position.Name[..(position.Name.LastIndexOf('/') + 1)];
        var earlier = Types.Positions.IsName(position.Supersedes) ? write.Transaction.Find(Types.Positions, position.Supersedes) : null;
        violations.Require(
            earlier is not null && position.Supersedes.StartsWith(own, StringComparison.Ordinal) && position.Supersedes != position.Name,
            "position.supersedes", $"\"{position.Supersedes}\" is not another position of the same nation");
        violations.Require(
            earlier is null || earlier.Issue == position.Issue, "position.supersedes", $"\"{position.Supersedes}\" is on {earlier?.Issue}; a position supersedes one on its own issue, {position.Issue}");
        violations.Require(
            !(earlier?.PositionDate.TryDay() > position.PositionDate.TryDay()),
            "position.supersedes", $"\"{position.Supersedes}\" is of {earlier?.PositionDate.TryDay():yyyy-MM-dd}, after position_date {position.PositionDate.TryDay():yyyy-MM-dd}; name an earlier one");
    }
}
