using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Date = Google.Type.Date;
using Paper = Summit.Logistics.V1.PaperUnit.Types.Kind;
using Range = Summit.Api.V1.Range;
using Status = Summit.Logistics.V1.LineMatch.Types.Status;

namespace Summit.Logistics.Tests.Forces;

/// <summary>Why a line is not filled, and what it misses with and without the United States; over a real host, inline units.</summary>
public sealed class GenerateForceReasonsTests(Services services) : IClassFixture<Services>
{
    private static readonly Source Source = new() { Title = "Statement", Publisher = "Test", PublishDate = new Date { Year = 2025, Month = 2, Day = 10 }, Confidence = Confidence.Checked };

    [Fact]
    public async Task GenerateForce_HandbookExample_AnEnablerHalfThereMakesHalfALine()
    {
        var answer = await AskAsync(Example());

        var infantry = answer.Lines.Single(l => l.Line == "infantry");
        Assert.Equal((Status.Partial, 900, 900, 450), (infantry.Status, infantry.RequiredPersons, infantry.FilledPersons, infantry.UsablePersons));
        Assert.Equal((450, 450), (infantry.MissingWithUsaPersons, infantry.MissingWithoutUsaPersons));
        Assert.Equal([(Paper.EnablerMissing, 2, 450L)], infantry.Shortfalls.Select(s => (s.Kind, s.UnitCount, s.Persons)));
        var cover = infantry.Enablers.Single(e => e.Line == "medical");
        Assert.Equal((50, 50), (cover.WithUsaPercent, cover.WithoutUsaPercent));
        Assert.Equal(["nations/GBR"], cover.Providers);
        Assert.False(answer.Complete);
    }

    [Fact]
    public async Task GenerateForce_WithoutTheUnitedStates_TheirUnitsAndEnablersAreMissing()
    {
        var request = Example();
        request.ForceElements.Add(Unit("nations/USA/forceElements/medics", UnitType.Medical, 50));
        request.Lines.Add(new RequirementLine { Id = "airlift", DisplayName = "airlift", EuropeanSharePercent = new Range { Low = 10, Mid = 20, High = 30 }, Providers = { "charter" }, Source = Source });
        request.Lines[0].Enablers.Add("airlift");

        var unknown = await AskAsync(request);
        request.UsaPosture = UsaPosture.None;
        var without = await AskAsync(request);

        LineMatch Infantry(GenerateForceResponse answer) => answer.Lines.Single(l => l.Line == "infantry");
        Assert.Equal((Status.Filled, 0, 720), (Infantry(unknown).Status, Infantry(unknown).MissingWithUsaPersons, Infantry(unknown).MissingWithoutUsaPersons));
        Assert.Equal((Status.Partial, 180, 720), (Infantry(without).Status, Infantry(without).UsablePersons, Infantry(without).MissingWithoutUsaPersons));
        Assert.Equal((0, 720), (Infantry(without).MissingWithUsaPersons, Infantry(without).RequiredPersons - Infantry(without).UsablePersons));
        Assert.DoesNotContain("nations/USA", without.Nations);
        Assert.Equal(770, unknown.MissingWithoutUsaPersons); // 720 of the infantry and 50 medics
        Assert.Equal(["charter"], Infantry(unknown).Enablers.Single(e => e.Line == "airlift").Providers);
    }

    [Fact]
    public async Task GenerateForce_ApprovalsOfADecision_UnitsOfUnapprovedNationsCountOnPaper()
    {
        var request = Example();
        request.ForceElements.Add(Unit("nations/SWE/forceElements/infantry", UnitType.Light, 800));
        (request.Decision, request.AsOf) = ("decisions/paris-2025-reassurance-force", new Date { Year = 2025, Month = 2, Day = 17 });

        var paper = (await AskAsync(request)).Lines.Single(l => l.Line == "infantry").OnPaper;

        Assert.Equal(("nations/SWE/forceElements/infantry", Paper.NotApproved), (Assert.Single(paper).ForceElement, paper[0].Kind));
    }

    [Fact]
    public async Task GenerateForce_WiderRanges_NeverGiveANarrowerAnswer()
    {
        var request = Example();
        var narrow = await AskRangeAsync(request, 0.6, 0.8);
        var wide = await AskRangeAsync(request, 0.4, 1);

        Assert.All(narrow.Lines.Zip(wide.Lines), p => Assert.True(p.Second.FilledPersonsRange.Low <= p.First.FilledPersonsRange.Low && p.Second.FilledPersonsRange.High >= p.First.FilledPersonsRange.High));
        Assert.Contains(narrow.Lines.Zip(wide.Lines), p => p.Second.FilledPersonsRange.Low < p.First.FilledPersonsRange.Low);
    }

    [Fact]
    public async Task GenerateForce_UnitsAndLinesInAnotherOrder_SameLines()
    {
        var request = Example();
        var other = Example();
        other.ForceElements.Clear();
        other.ForceElements.Add(request.ForceElements.Reverse());

        Assert.Equal((await AskAsync(request)).ToByteArray(), (await AskAsync(other)).ToByteArray());
    }

    [Fact]
    public async Task GenerateForce_EverythingWrong_NamesEveryField()
    {
        var request = Example();
        request.AvailabilityRange = new Range { Low = 0, Mid = 0.9, High = 0.5 };
        request.Availability = 0.5;
        request.Decision = "decisions/paris-2025-reassurance-force";
        request.Lines[0].Enablers.Add("none");
        request.Lines[1].Enablers.Add("medical");
        request.StandingCommitments.Add(Bound("a"));
        request.StandingCommitments.Add(Bound("b"));

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(() => AskAsync(request)));

        Assert.Equal(
            [
                "as_of", "availability", "availability_range", "availability_range", "lines[0].enablers[1]", "lines[1].enablers[0]",
                "standing_commitments[0].force_elements[0]", "standing_commitments[1].force_elements[0]",
            ],
            error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task GenerateForce_FieldsOutOfRange_NamesEveryFieldAtOnce()
    {
        var request = Example();
        request.StrengthPersons = -1;
        request.Availability = 1.5;
        request.MinimumReadiness = -0.1;
        request.ForceElements[0].Persons = -5;
        request.ForceElements[1].Readiness = 1.5;
        request.ForceElements[2].UnitType = (UnitType)99;
        request.Lines[0].PersonsPer10000 = -9_000;
        request.StandingCommitments.Add(Bound("a"));
        request.StandingCommitments[0].ForceElements.Add("nations/GBR/forceElements/infantry");
        request.StandingCommitments[0].ForceElements.Add("nations/FRA/forceElements/none");

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(() => AskAsync(request)));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Superset(
            new HashSet<string>
            {
                "availability", "force_elements[0].persons", "force_elements[1].readiness", "force_elements[2].unit_type", "lines[0].persons_per_10000", "minimum_readiness",
                "standing_commitments[0].force_elements[1]", "standing_commitments[0].force_elements[2]", "strength_persons",
            },
            error.Violations.Select(v => v.Field).ToHashSet());
    }

    [Fact]
    public async Task GenerateForce_ScarceEnabler_GoesToTheLineOfHigherPriority()
    {
        var request = Example();
        request.StrengthPersons = 1_900;
        request.Lines.Clear();
        request.Lines.Add(new RequirementLine { Id = "later", DisplayName = "later", UnitTypes = { UnitType.Light }, PersonsPer10000 = 5_000, Priority = 3, Enablers = { "airlift" }, Source = Source });
        request.Lines.Add(new RequirementLine { Id = "first", DisplayName = "first", UnitTypes = { UnitType.Armoured }, PersonsPer10000 = 5_000, Priority = 1, Enablers = { "airlift" }, Source = Source });
        request.Lines.Add(Airlift());
        request.ForceElements.Add(Unit("nations/FRA/forceElements/tanks", UnitType.Armoured, 950));
        request.UsaPosture = UsaPosture.None;

        var answer = await AskAsync(request);
        request.Nations.Add(["nations/FRA", "nations/GBR"]);
        var two = await AskAsync(request);

        // All three providers have 60 percent of what 1,900 need: 1,140. Without the Germans' third it is 760.
        Assert.Equal([190, 950], answer.Lines.Take(2).Select(l => l.UsablePersons));
        Assert.Equal([0, 760], two.Lines.Take(2).Select(l => l.UsablePersons));
        Assert.Equal((100, 60), (answer.Lines[1].Enablers[0].WithUsaPercent, answer.Lines[1].Enablers[0].WithoutUsaPercent));
        Assert.Equal(["French", "German", "charter"], answer.Lines[1].Enablers[0].Providers);
        Assert.Equal(["French", "charter"], two.Lines[1].Enablers[0].Providers);
        Assert.Equal((0, 0), (answer.Lines[0].MissingWithUsaPersons, answer.Lines[1].MissingWithUsaPersons));
    }

    [Fact]
    public async Task GenerateForce_ReadinessNotOnRecord_IsSaid()
    {
        var request = Example();
        request.ForceElements[0].Readiness = 0.8;
        request.MinimumReadiness = 0.5;

        var answer = await AskAsync(request);

        Assert.Equal([0.8], answer.Lines.SelectMany(l => l.Units).Where(u => u.HasReadiness).Select(u => u.Readiness));
        Assert.Equal((2, 450), (answer.UnknownReadinessCount, answer.UnknownReadinessPersons)); // 400 of the other infantry and 50 medics
    }

    private static RequirementLine Airlift()
    {
        EnablerProvider Provider(string name, params string[] nations) =>
            new() { DisplayName = name, Nations = { nations }, SharePercent = new Range { Low = 10, Mid = 20, High = 30 }, Source = Source };
        return new RequirementLine
        {
            Id = "airlift",
            DisplayName = "airlift",
            EuropeanSharePercent = new Range { Low = 30, Mid = 60, High = 90 },
            ProvidedBy = { Provider("French", "nations/FRA"), Provider("German", "nations/DEU"), Provider("charter") },
            Source = Source,
        };
    }

    private async Task<GenerateForceResponse> AskRangeAsync(GenerateForceRequest request, double low, double high)
    {
        var ranged = request.Clone();
        ranged.ClearAvailability();
        ranged.AvailabilityRange = new Range { Low = low, Mid = 0.7, High = high };
        return await AskAsync(ranged);
    }

    private async Task<GenerateForceResponse> AskAsync(GenerateForceRequest request) => await services.Forces.GenerateForceAsync(request, Services.Patient);

    /// <summary>900 infantry and 100 medics; there are enough of the first, and half of the others.</summary>
    private static GenerateForceRequest Example() => new()
    {
        StrengthPersons = 1_000,
        Availability = 1,
        Lines =
        {
            new RequirementLine { Id = "infantry", DisplayName = "infantry", UnitTypes = { UnitType.Light }, PersonsPer10000 = 9_000, Enablers = { "medical" }, Source = Source },
            new RequirementLine { Id = "medical", DisplayName = "medical", UnitTypes = { UnitType.Medical }, PersonsPer10000 = 1_000, Source = Source },
        },
        ForceElements = { Unit("nations/FRA/forceElements/infantry", UnitType.Light, 500), Unit("nations/GBR/forceElements/infantry", UnitType.Light, 450), Unit("nations/GBR/forceElements/medics", UnitType.Medical, 50) },
    };

    private static StandingCommitment Bound(string id) => new()
    {
        Name = $"nations/FRA/standingCommitments/{id}",
        Kind = StandingCommitment.Types.Kind.Mission,
        DisplayName = "mission",
        ForceElements = { "nations/FRA/forceElements/infantry" },
        Source = Source,
    };

    private static ForceElement Unit(string name, UnitType type, long persons) =>
        new() { Name = name, DisplayName = name, UnitType = type, Persons = persons, CargoTonnes = persons, NoticeDays = 10, Source = Source };
}
