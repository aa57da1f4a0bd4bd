using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Assessment;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Source = Summit.Logistics.V1.ComparedQuestion.SourceOneofCase;

namespace Summit.Logistics.Comparison;

/// <summary>Compares assessments side by side. All that is read now is read at one revision of each service.</summary>
internal sealed class CompareAssessments(AssessDeployment assess, CheckDeployment questions, StoreReads reads) : IRequestCheck<CompareAssessmentsRequest>
{
    private const int MostFacts = 200;

    public async ValueTask CheckAsync(CompareAssessmentsRequest request, ServerCallContext context, Violations found)
    {
        for (var i = 0; i < request.Columns.Count; i++)
        {
            found.Require(request.Columns[i].SourceCase != Source.None, $"columns[{i}]", "names nothing to compare; set question, scenario or assessment");
            if (request.Columns[i].Question is { } question)
            {
                found.Require(question.ReadAt.Count == 0, $"columns[{i}].question.read_at", "is not allowed here: all columns are read at the same revisions; keep the answer as a stored assessment and compare that");
                if (question.ReadAt.Count == 0)
                {
                    await questions.CheckAsync(question, $"columns[{i}].question.", found, context);
                }
            }
        }
    }

    public async Task<CompareAssessmentsResponse> HandleAsync(CompareAssessmentsRequest request, ServerCallContext context)
    {
        var columns = new List<Column>();
        for (var i = 0; i < request.Columns.Count; i++)
        {
            columns.Add(await ColumnAsync(request.Columns[i], i, context));
        }

        var facts = ComparedFacts.Of(columns);
        var response = new CompareAssessmentsResponse
        {
            Columns = { columns.Select(c => c.ToWire()) },
            Figures = { Figures.Compare(columns.Select(c => c.Answer)) },
            Inputs = { Inputs.Compare(columns) },
            Facts = { facts.Take(MostFacts) },
            MoreFacts = Math.Max(0, facts.Count - MostFacts),
            EngineVersion = AssessDeployment.EngineVersion,
        };
        if (!request.SkipCauses)
        {
            await new Causes(columns, q => AskAsync(q, context, sensitivity: false)).AddToAsync(response);
        }

        response.Revisions.Add(AssessDeployment.Revisions(context));
        return response;
    }

    private async Task<Column> ColumnAsync(ComparedQuestion asked, int index, ServerCallContext context)
    {
        string Label(string title) => asked.Label.Length > 0 ? asked.Label : title;
        var (stop, snapshot) = (context.CancellationToken, await reads.OpenAsync(context));
        switch (asked.SourceCase)
        {
            case Source.Assessment:
                var stored = await snapshot.GetAsync(Types.StoredAssessments, asked.Assessment, context.Caller().VisibilityOf(Types.StoredAssessments), stop);
                return new(Label(stored.DisplayName), stored.Name, stored.Question, stored.Answer, Stored: true);
            case Source.Scenario:
                var scenario = await snapshot.GetAsync(Types.Scenarios, asked.Scenario, context.Caller().VisibilityOf(Types.Scenarios), stop);
                var question = scenario.Question.Clone();
                question.ReadAt.Clear(); // All columns are read at the same revisions.
                return new(Label(scenario.DisplayName), scenario.Name, question, await AskAsync(question, context, sensitivity: true), Stored: false);
            default:
                return new(Label($"{(char)('A' + index)}"), "", asked.Question, await AskAsync(asked.Question, context, sensitivity: true), Stored: false);
        }
    }

    // A column's hash is that of the whole assessment. What would change a question that only seeks a cause is never shown.
    private Task<AssessDeploymentResponse> AskAsync(AssessDeploymentRequest question, ServerCallContext context, bool sensitivity)
    {
        var asked = question;
        if (!question.HasDraws)
        {
            asked = question.Clone();
            asked.Draws = 0; // No figure of a comparison rests on them.
        }

        return assess.HandleAsync(asked, context, _ => Task.CompletedTask, sensitivity);
    }
}
