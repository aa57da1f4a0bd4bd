using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The requirement to fill and the units that fill it: stored, or inline in a request.</summary>
/// <param name="Option">The requirement.</param>
/// <param name="Elements">Units.</param>
/// <param name="Commitments">Standing commitments of these units.</param>
internal sealed record AskedForce(ForceOption Option, IReadOnlyList<ForceElement> Elements, IReadOnlyList<StandingCommitment> Commitments)
{
    public const string DefaultOption = "forceOptions/iiss-medium";

    /// <exception cref="Store.ResourceNotFoundException">The option does not exist.</exception>
    public static async Task<AskedForce> ReadAsync(Inline inline, Store.Snapshot snapshot, ServerCallContext context)
    {
        var (sees, stop) = (context.Caller().Visibility, context.CancellationToken);
        var option = inline.Lines.Count > 0
            ? new ForceOption { Lines = { inline.Lines }, StrengthPersons = inline.Strength ?? 0 }
            : await snapshot.GetAsync(Types.ForceOptions, inline.Option.Length > 0 ? inline.Option : DefaultOption, sees, stop);
        // Inline units come with their own commitments. Stored commitments do not refer to inline units.
        return inline.Elements.Count > 0
            ? new(option, inline.Elements, inline.Commitments)
            : new(option, await snapshot.ListAllAsync(Types.ForceElements, "nations/-", sees, stop), await snapshot.ListAllAsync(Types.StandingCommitments, "nations/-", sees, stop));
    }

    /// <summary>The inline part of a request.</summary>
    internal sealed record Inline(
        string Option, long? Strength, IReadOnlyList<RequirementLine> Lines, IReadOnlyList<ForceElement> Elements, IReadOnlyList<StandingCommitment> Commitments)
    {
        /// <param name="found">Where faults are added.</param>
        /// <param name="sharedTypes">Whether a type of unit may fill several lines.</param>
        public void Check(Violations found, bool sharedTypes)
        {
            found.Require(Lines.Count == 0 || Strength is not null, "strength_persons", "is not set; needed with inline lines");
            found.Require(Lines.Count == 0 || Option.Length == 0, "force_option", $"\"{Option}\" and lines are both set; set one of them");
            ForceOptionRules.Check(Lines, "lines", found, sharedTypes);
            found.RequireDistinct(Elements.Select(e => e.Name), i => $"force_elements[{i}].name");
            foreach (var (index, element) in Elements.Index())
            {
                ForceElementRules.CheckReadiness(element, $"force_elements[{index}]", found);
                found.Require(element.UnitType != UnitType.Unspecified, $"force_elements[{index}].unit_type", "is UNIT_TYPE_UNSPECIFIED; name the type");
                found.Require(Types.ForceElements.IsName(element.Name), $"force_elements[{index}].name", $"\"{element.Name}\" is not the name of a unit, which is nations/{{code}}/forceElements/{{id}}");
            }

            found.Require(Commitments.Count == 0 || Elements.Count > 0, "standing_commitments", "is set without force_elements; stored units have their stored commitments");
            InlineCommitments.Check(Commitments, Elements, found);
        }
    }
}
