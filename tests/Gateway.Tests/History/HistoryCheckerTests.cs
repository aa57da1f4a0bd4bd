using static Summit.Gateway.Tests.History.SmallHistory;

namespace Summit.Gateway.Tests.History;

/// <summary>Each promise broken by hand, beside the nearest history that keeps it.</summary>
public sealed class HistoryCheckerTests
{
    private readonly SmallHistory _small = new();

    private static Operation Later(Operation operation, long start = 2 * Lease) => operation with { Start = start, End = start + 10 };

    private void Keeps(params Operation[] operations) => Assert.Empty(_small.Check(operations));

    /// <summary>Finds this one violation, whose text names these operations.</summary>
    private void Breaks(string rule, Operation[] operations, params int[] named)
    {
        var violation = Assert.Single(_small.Check(operations));
        Assert.Equal(rule, violation.Rule);
        Assert.All(named, id => Assert.Contains($"#{id} ", violation.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("4@e1")]
    [InlineData("1@e9")]
    public void NamesARevision_NoneOrOneThatNeverWas_IsFound(string? revision) =>
        Breaks("NamesARevision", [Read with { Revision = revision, Content = _small.First }], 0);

    [Fact]
    public void NamesARevision_NotHowItWasServed_IsFound() =>
        Breaks("NamesARevision", [_small.At(Read, "1@e1") with { Cache = null }], 0);

    [Fact]
    public void EqualsTheLog_WhatWasHeldThere_Passes() =>
        Keeps(
            _small.At(Read, "1@e1"), _small.At(Read, "2@e1"), _small.At(Read, "3@e1"),
            Read with { Name = D, Status = "NotFound", Revision = "3@e1" }, Read with { Name = D, Scope = "FRA", Revision = "3@e1", Content = _small.Draft });

    [Fact]
    public void EqualsTheLog_OldContentUnderANewerRevision_IsFound() =>
        Breaks("EqualsTheLog", [_small.At(Later(Write, 0), "2@e1"), _small.At(Later(Read, 100), "2@e1") with { Content = _small.First }], 0, 1);

    [Fact]
    public void EqualsTheLog_StaleAnswerThatNeverWas_IsFound() =>
        Breaks("EqualsTheLog", [_small.At(Read, "2@e1") with { Content = _small.First, Cache = "stale", Stale = "summit.nations.v1=2@e1; age=1s" }], 0);

    [Theory]
    [InlineData("viewer", A)]
    [InlineData("FRA", D)]
    public void EqualsTheLog_AbsenceOfWhatThisCallerMaySee_IsFound(string scope, string name) =>
        Breaks("EqualsTheLog", [Read with { Scope = scope, Name = name, Status = "NotFound", Revision = "3@e1" }], 0);

    [Fact]
    public void EqualsTheLog_ListOfWhatIsHeld_Passes() =>
        Keeps(
            List with { Revision = "3@e1", Content = _small.Listed(false, _small.Second) },
            List with { Scope = "FRA", Revision = "3@e1", Content = _small.Listed(false, _small.Second, _small.Draft) },
            List with { Revision = "2@e2", Name = "nations/-", Content = _small.Listed(false, _small.Restored, _small.Other) },
            List with { Revision = "2@e2", Name = "nations/POL", Content = _small.Listed(false) });

    [Fact]
    public void EqualsTheLog_ListWithoutAnItem_IsFound() =>
        Breaks("EqualsTheLog", [List with { Revision = "2@e2", Content = _small.Listed(false, _small.Restored) }], 0);

    [Fact]
    public void EqualsTheLog_ListWithAnItemTooMany_IsFound() =>
        Breaks("EqualsTheLog", [List with { Revision = "1@e2", Content = _small.Listed(false, _small.Restored, _small.Other) }], 0);

    [Fact]
    public void EqualsTheLog_ListThatPromisesMore_IsFound() =>
        Breaks("EqualsTheLog", [List with { Revision = "1@e2", Content = _small.Listed(true, _small.Restored) }], 0);

    [Fact]
    public void IsMarkedWhenStale_Marked_Passes() =>
        Keeps(_small.At(Read, "1@e1") with { Cache = "stale", Stale = "summit.nations.v1=1@e1; age=3s" });

    [Theory]
    [InlineData("stale", null, false)]
    [InlineData("hit", "summit.nations.v1=1@e1; age=3s", false)]
    [InlineData("stale", "summit.nations.v1=2@e1; age=3s", false)]
    [InlineData("stale", "summit.nations.v1=1@e1; age=3s", true)]
    public void IsMarkedWhenStale_WrongMarkOrStrong_IsFound(string cache, string? stale, bool strong) =>
        Breaks("IsMarkedWhenStale", [_small.At(Read, "1@e1") with { Cache = cache, Stale = stale, Strong = strong }], 0);

    [Fact]
    public void IsMarkedWhenStale_MethodThatDoesNotAllowIt_IsFound() =>
        Breaks("IsMarkedWhenStale", [_small.At(Write, "1@e1") with { Cache = "stale", Stale = "summit.nations.v1=1@e1; age=3s" }], 0);

    [Fact]
    public void ShowsNoDraftOfOthers_InAListOfAnotherScope_IsFound()
    {
        var listed = _small.Listed(false, _small.Second, _small.Draft);
        var found = _small.Check(Write with { Name = D, Revision = "3@e1", Content = _small.Draft }, Later(List, 100) with { Revision = "3@e1", Content = listed });
        Assert.Equal(["EqualsTheLog", "ShowsNoDraftOfOthers"], found.Select(v => v.Rule));
        Assert.Contains("#0 ", found[1].Text, StringComparison.Ordinal);
        Assert.Contains("#1 ", found[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FRA", false)]
    [InlineData("viewer", true)]
    public void ShowsNoDraftOfOthers_WordsInAnError_AreFoundWhenOfAnotherNation(string scope, bool found) =>
        Assert.Equal(found, _small.Check(Write with { Scope = scope, Status = "AlreadyExists", Error = $"there is one already: {WorkNames.SaidBy}FRA, 7" }).Any());

    [Theory]
    [InlineData(10 + Lease, false)]
    [InlineData(11 + Lease, true)]
    public void FreshIsWithinTheLease_BehindAnAcknowledgedWrite_IsFoundAfterTheLease(long start, bool found)
    {
        Operation[] operations = [_small.At(Write, "2@e1"), _small.At(Later(Read, start), "1@e1") with { Client = "two", Via = "gateway-2" }];
        if (found)
        {
            Breaks("FreshIsWithinTheLease", operations, 0, 1);
        }
        else
        {
            Keeps(operations);
        }
    }

    [Theory]
    [InlineData(10 + Lease, false)]
    [InlineData(11 + Lease, true)]
    public void FreshIsWithinTheLease_FormerStoreAfterAnybodySawTheNext_IsFoundAfterTheLease(long start, bool found) =>
        Assert.Equal(found ? ["FreshIsWithinTheLease"] : [], _small.Check(
            _small.At(Read, "1@e2"), _small.At(Later(Read, start), "3@e1") with { Client = "two", Via = "gateway-2" }).Select(v => v.Rule));

    [Fact]
    public void FreshIsWithinTheLease_StaleAnswer_Passes() =>
        Keeps(_small.At(Write, "2@e1"), _small.At(Later(Read), "1@e1") with { Cache = "stale", Stale = "summit.nations.v1=1@e1; age=3s" });

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void StrongIsNewest_BehindAnything_IsFound(long start, bool found) =>
        Assert.Equal(found ? ["StrongIsNewest"] : [], _small.Check(
            _small.At(Write, "2@e1"), _small.At(Later(Read, start), "1@e1") with { Strong = true, Via = "gateway-2" }).Select(v => v.Rule));

    [Fact]
    public void SessionNeverGoesBack_BehindItsOwnWrite_IsFound()
    {
        var found = _small.Check(_small.At(Write, "2@e1"), _small.At(Later(Read, 100), "1@e1") with { Via = "gateway-2", Least = "summit.nations.v1=2@e1" });
        Assert.All(found, v => Assert.Equal("SessionNeverGoesBack", v.Rule));
        Assert.Contains(found, v => v.Text.Contains("#0 ", StringComparison.Ordinal) && v.Text.Contains("#1 ", StringComparison.Ordinal));
    }

    [Fact]
    public void SessionNeverGoesBack_StaleAnswerBehindWhatWasAsked_IsFound() =>
        Breaks(
            "SessionNeverGoesBack",
            [_small.At(Read, "1@e1") with { Least = "summit.nations.v1=2@e1", Cache = "stale", Stale = "summit.nations.v1=1@e1; age=3s" }], 0);

    [Fact]
    public void SessionNeverGoesBack_NewStoreWithSmallerNumber_Passes() =>
        Keeps(_small.At(Read, "3@e1"), _small.At(Later(Read), "1@e2") with { Least = "summit.nations.v1=3@e1" });

    [Fact]
    public void GatewayNeverGoesBack_BehindWhatAnotherClientSaw_IsFound() =>
        Breaks("GatewayNeverGoesBack", [_small.At(Read, "2@e1"), _small.At(Later(Read, 100), "1@e1") with { Client = "two" }], 0, 1);

    [Fact]
    public void GatewayNeverGoesBack_OtherGatewayOrOtherProcess_Passes() =>
        Keeps(
            _small.At(Read, "2@e1"), _small.At(Later(Read, 100), "1@e1") with { Client = "two", Via = "gateway-2" },
            _small.At(Later(Read, 200), "1@e1") with { Client = "three", Life = 2 });

    [Fact]
    public void StaleIsOfNoFormerStore_AfterTheGatewayShowedTheNext_IsFound() =>
        Breaks(
            "StaleIsOfNoFormerStore",
            [_small.At(Read, "1@e2"), _small.At(Later(Read), "3@e1") with { Client = "two", Cache = "stale", Stale = "summit.nations.v1=3@e1; age=3s" }], 0, 1);

    [Fact]
    public void AcknowledgedIsInTheLog_SomethingElseThere_IsFound() =>
        Breaks("AcknowledgedIsInTheLog", [_small.At(Write, "2@e1") with { Content = _small.First }], 0);

    [Fact]
    public void AcknowledgedIsInTheLog_DeletionOfWhatIsStillThere_IsFound() =>
        Breaks("AcknowledgedIsInTheLog", [Write with { Revision = "2@e1" }], 0);

    [Theory]
    [InlineData("Unavailable", "service", false)]
    [InlineData("Unavailable", "gateway-1", false)]
    [InlineData("DeadlineExceeded", "service", false)]
    [InlineData("Unavailable", "gateway-2", true)]
    [InlineData("Unavailable", "redis", true)]
    [InlineData("Internal", "service", true)]
    [InlineData("ResourceExhausted", "service", true)]
    public void ErrorsHaveAFault_WhileSomethingIsWrong_OnlyItsOwnExcuses(string status, string target, bool found)
    {
        _small.Add(new Fault("wrong", target, 5, 100));
        Assert.Equal(found ? ["ErrorsHaveAFault"] : [], _small.Check(Read with { Status = status }).Select(v => v.Rule));
    }

    [Fact]
    public void ErrorsHaveAFault_AfterTheFault_IsFound()
    {
        _small.Add(new Fault("wrong", "service", 5, 100));
        Breaks("ErrorsHaveAFault", [Later(Read, 101) with { Status = "Unavailable" }], 0);
    }

    [Fact]
    public void ErrorsHaveAFault_RefusalsOfTheDomain_Pass() =>
        Keeps(
            Write with { Status = "AlreadyExists" }, Write with { Status = "Aborted" },
            Read with { Status = "Cancelled", HungUp = true }, Read with { Name = B, Status = "NotFound", Revision = "1@e1" });
}
