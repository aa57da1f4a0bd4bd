using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Positions;

/// <summary>A position is superseded by a later one, never overwritten.</summary>
internal sealed class PositionRules : ResourceRules<Position>
{
    public override void OnCreate(WriteContext write, Position resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, Position current, Position next)
    {
        Check(write, next);
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

    private static void Check(WriteContext write, Position position)
    {
        var violations = new Violations();
        violations.Require(Enum.IsDefined(position.Stance) && position.Stance != Stance.Unspecified, "position.stance", "is not a stance; name one, for example STANCE_SUPPORT");
        violations.Require(write.Transaction.Find(Types.Issues, position.Issue) is not null, "position.issue", $"\"{position.Issue}\" is not an issue that is held");
        if (position.Supersedes.Length > 0)
        {
            var own = position.Name[..(position.Name.LastIndexOf('/') + 1)];
            var earlier = Types.Positions.IsName(position.Supersedes) ? write.Transaction.Find(Types.Positions, position.Supersedes) : null;
            violations.Require(
                earlier is not null && position.Supersedes.StartsWith(own, StringComparison.Ordinal) && position.Supersedes != position.Name,
                "position.supersedes", $"\"{position.Supersedes}\" is not another position of the same nation");
        }
        violations.ThrowIfAny();
    }
}
