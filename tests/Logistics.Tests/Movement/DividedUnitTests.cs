using Summit.Logistics.Movement.Checking;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;
using Status = Summit.Logistics.V1.MovementAnswer.Types.Status;

namespace Summit.Logistics.Tests.Movement;

/// <summary>Units whose persons travel apart from the cargo and rejoin it at the destination.</summary>
public sealed class DividedUnitTests
{
    [Fact]
    public void Plan_PersonsFly_TheUnitIsThereWhenBothAre()
    {
        var unit = Assert.Single(Plan(Divided()).Plan.Itineraries);

        // 100 t over 50 t/day in 48 hours and 10 on the way; 10 t of persons over 240 t/day in 1 hour and 2 in the air.
        Assert.Equal((58, 58, 82), (unit.ArrivalHour, unit.IntegrationHour, unit.OperationalHour));
        Assert.Equal(["road"], unit.Legs.Select(l => l.Arc));
        Assert.Equal(["air"], unit.PersonsPart.Legs.Select(l => l.Arc));
        Assert.Equal(3, unit.PersonsPart.ArrivalHour);
    }

    [Fact]
    public void Plan_PersonsComeLast_IntegrationAndPlacesWaitForThem()
    {
        var problem = Divided();
        problem.Arcs[1].TransitHours = 100;
        problem.Nodes[1].IntegrationPlaces = 1;
        problem.Requirements.Add(Problems.Requirement("u2", 100));

        var answer = Plan(problem);

        var unit = answer.Plan.Itineraries.Single(i => i.Requirement == "u1");
        Assert.True(unit.ArrivalHour >= 101);
        Assert.True(unit.IntegrationHour >= unit.ArrivalHour);
        Assert.Empty(MovementChecker.Check(problem, answer.Plan));
    }

    [Fact]
    public void Plan_PersonsHaveNoWay_TheUnitIsNamedOnce()
    {
        var problem = Divided();
        problem.Arcs.RemoveAt(1);
        problem.Requirements[0].HeaviestMlc = 80;
        problem.Arcs[0].MaxMlc = 60;

        var obstacle = Assert.Single(Plan(problem).Obstacles);

        Assert.Equal("u1", obstacle.Requirement);
        Assert.Equal([Kind.NoPath, Kind.LoadLimit], obstacle.Reasons.Select(r => r.Kind).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Plan_CoalitionOfDividedUnits_IsSoundAndNeverBelowItsBounds(int seed)
    {
        var problem = Problems.Coalition(25, seed);
        foreach (var requirement in problem.Requirements)
        {
            requirement.PersonsApart = new PersonsApart();
        }

        var answer = MovementPlanner.Plan(problem, new Budget { Work = 0.5 }, skipImpossible: false, TestContext.Current.CancellationToken);

        Assert.Empty(MovementChecker.Check(problem, answer.Plan));
        Assert.All(answer.Plan.Itineraries, i => Assert.True(i.ArrivalHour >= i.PersonsPart.ArrivalHour));
        Assert.All(answer.Values, v => Assert.True(v.Value >= v.Bound));
    }

    [Theory]
    [InlineData("integrated before its persons")]
    [InlineData("is there before its persons")]
    [InlineData("moves its persons with")]
    [InlineData("may not use road")]
    [InlineData("is not through air at its rate")]
    public void Check_BrokenDivision_NamesTheRule(string rule)
    {
        var problem = Divided();
        problem.Arcs[1].TransitHours = 100;
        var plan = Plan(problem).Plan;
        var unit = plan.Itineraries[0];
        switch (rule)
        {
            case "integrated before its persons":
                (unit.IntegrationHour, unit.OperationalHour) = (60, 84);
                break;
            case "is there before its persons":
                unit.ArrivalHour = 58;
                break;
            case "moves its persons with":
                unit.PersonsPart = null;
                break;
            case "may not use road":
                unit.PersonsPart.Legs[0].Arc = "road";
                break;
            default:
                problem.Requirements[0].PersonsApart.KgPerPerson = 10_000;
                break;
        }

        Assert.Contains(MovementChecker.Check(problem, plan), f => f.Contains(rule, StringComparison.Ordinal));
    }

    private static MovementProblem Divided()
    {
        var problem = Problems.OneUnit();
        problem.Arcs.Add(Problems.Arc("air", "home", "camp", TransportMode.Air, 2, 240));
        problem.Requirements[0].Persons = 100;
        problem.Requirements[0].NotByAirTonnes = 100;
        problem.Requirements[0].BulkTonnes = 0;
        problem.Requirements[0].PersonsApart = new PersonsApart { Modes = { TransportMode.Air }, KgPerPerson = 100 };
        return problem;
    }

    private static MovementAnswer Plan(MovementProblem problem)
    {
        var answer = MovementPlanner.Plan(problem, new Budget { Work = 0.5 }, skipImpossible: false, TestContext.Current.CancellationToken);
        Assert.True(answer.Status is Status.Optimal or Status.Feasible or Status.Infeasible);
        return answer;
    }
}
