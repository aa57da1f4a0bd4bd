using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Issues;

/// <summary>Issues: the questions on which nations take positions.</summary>
internal sealed class IssueService(StandardMethods<Issue> standard) : V1.IssueService.IssueServiceBase
{
    public override Task<Issue> GetIssue(GetIssueRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListIssuesResponse> ListIssues(ListIssuesRequest request, ServerCallContext context) =>
        standard.ListAsync<ListIssuesResponse>(request, context);

    public override Task<Issue> CreateIssue(CreateIssueRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Issue> UpdateIssue(UpdateIssueRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);
}
