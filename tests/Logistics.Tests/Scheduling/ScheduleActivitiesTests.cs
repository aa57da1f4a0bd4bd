using Google.Protobuf;
using Grpc.Core;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Logistics.V1;
using Status = Summit.Logistics.V1.SchedulingAnswer.Types.Status;

namespace Summit.Logistics.Tests.Scheduling;

public sealed class ScheduleActivitiesTests : HostedTests
{
    private SchedulingService.SchedulingServiceClient Client => new(Channel);

    [Fact]
    public async Task ScheduleActivities_TwoOnOneRamp_OptimalAndTheSameBytesAgain()
    {
        var request = new ScheduleActivitiesRequest { Problem = TwoOnOneRamp() };

        var answer = await Client.ScheduleActivitiesAsync(request, Patient);

        // 3 + 4 hours.
        Assert.Equal((Status.Optimal, 7L, true), (answer.Answer.Status, answer.Answer.Values[0].Value, answer.Answer.Values[0].Proven));
        Assert.Equal(answer.ToByteString(), (await Client.ScheduleActivitiesAsync(request, Patient)).ToByteString());
    }

    [Fact]
    public async Task StreamSchedule_LastMessage_IsTheAnswer()
    {
        using var call = Client.StreamSchedule(new StreamScheduleRequest { Problem = TwoOnOneRamp() }, Patient);
        var messages = await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(messages[0].Found);
        Assert.Equal((await Client.ScheduleActivitiesAsync(new ScheduleActivitiesRequest { Problem = TwoOnOneRamp() }, Patient)).Answer, messages[^1].Answer);
    }

    [Fact]
    public async Task ScheduleActivities_Infeasible_IsAnAnswerWithReason()
    {
        var problem = TwoOnOneRamp();
        problem.Activities[0].DeadlineHour = 2;

        var answer = (await Client.ScheduleActivitiesAsync(new ScheduleActivitiesRequest { Problem = problem }, Patient)).Answer;

        Assert.Equal(Status.Infeasible, answer.Status);
        Assert.Equal((SchedulingReason.Types.Kind.DatesContradict, "a"), (answer.Reasons[0].Kind, answer.Reasons[0].Activity));
    }

    [Fact]
    public async Task ScheduleActivities_Faults_AllAtOnceByPath()
    {
        var problem = TwoOnOneRamp();
        problem.Precedences.Add(new SchedulingPrecedence { Before = "a", After = "x" });
        problem.Activities[1].Modes[0].Demands[0].Resource = "nowhere";

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.ScheduleActivitiesAsync(new ScheduleActivitiesRequest { Problem = problem }, Patient));

        var typed = SummitRpcException.From(error);
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (typed.StatusCode, typed.Reason));
        Assert.Equal(["problem.activities[1].modes[0].demands[0].resource", "problem.precedences[0].after"], typed.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    private static SchedulingProblem TwoOnOneRamp() => new()
    {
        Resources = { new SchedulingResource { Id = "ramp", Capacity = 1 } },
        Activities = { Activity("a", 3), Activity("b", 4) },
    };

    private static SchedulingActivity Activity(string id, int hours) => new()
    {
        Id = id,
        Modes = { new SchedulingMode { Id = "road", DurationHours = hours, Demands = { new SchedulingDemand { Resource = "ramp", Amount = 1 } } } },
    };
}
