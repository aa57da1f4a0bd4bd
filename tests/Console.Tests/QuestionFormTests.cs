using Google.Type;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.WebConsole.Asking;

namespace Summit.WebConsole.Tests;

/// <summary>A kept question as the address that asks it.</summary>
public sealed class QuestionFormTests
{
    public static TheoryData<string> Addresses =>
    [
        "",
        "?strength=10000&option=iiss-large&as-of=2025-04-11&ceasefire=2025-05-01&c-day=0&ready-by=2025-09-01&duration=12&tour=4&dwell=2.5&usa=enablers-only&nations=GBR%20FRA&destination=sa-lviv",
        "?usa=unknown&position=DEU%3Dsupport-with-conditions&position=ITA%3Dsilent&consent=POL%3Atransit%3Dgiven&consent=ROU%3Ahost%3Drefused",
        "?approval=DEU%3D2025-05-01&approval=NLD%3Drefused&offer=FRA%3D8000&unit=FRA%2Ffra-01%3D0&unit=FRA%2Ffra-02%3D10d",
        "?capacity=sea-gbimm-plgdn%3Dx1.5&capacity=transportNodes%2Fplgdn%3D500&cost=presence%3Dx1.2",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Of_QuestionOfAnAddress_IsThatAddress(string address)
    {
        var question = QuestionForm.From(new QueryCollection(QueryHelpers.ParseQuery(address))).Request;

        var form = QuestionForm.Of(question);

        Assert.Equal(address, form?.Query);
        Assert.Equal(question, form?.Request);
    }

    public static TheoryData<AssessDeploymentRequest> Unsayable =>
    [
        new AssessDeploymentRequest { Draws = 0 },
        new AssessDeploymentRequest { AsOf = new Date { Year = 2025 } },
        new AssessDeploymentRequest { Overrides = { new AssessmentOverride { ForceElement = new() { Name = "nations/FRA/forceElements/fra-01", Persons = 1, NoticeDays = 2 } } } },
        new AssessDeploymentRequest { Overrides = { new AssessmentOverride { Offer = new() { Nation = "nations/FRA", ForceElements = { "nations/FRA/forceElements/fra-01" } } } } },
        new AssessDeploymentRequest { Overrides = { new AssessmentOverride { Position = new() { Nation = "nations/FRA", Stance = Stance.Unspecified } } } },
        new AssessDeploymentRequest { Overrides = { new AssessmentOverride() } },
    ];

    [Theory]
    [MemberData(nameof(Unsayable))]
    public void Of_QuestionThatNoFormCanSay_IsNull(AssessDeploymentRequest question) => Assert.Null(QuestionForm.Of(question));
}
