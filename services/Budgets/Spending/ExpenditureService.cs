using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Spending;

/// <summary>Methods for <c>expenditure</c> resources.</summary>
internal sealed class ExpenditureService(StandardMethods<Expenditure> methods) : V1.ExpenditureService.ExpenditureServiceBase
{
    public override Task<Expenditure> GetExpenditure(GetExpenditureRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListExpendituresResponse> ListExpenditures(ListExpendituresRequest request, ServerCallContext context) =>
        methods.ListAsync<ListExpendituresResponse>(request, context);

    public override Task<Expenditure> CreateExpenditure(CreateExpenditureRequest request, ServerCallContext context) =>
        methods.CreateAsync(WithId(request), context);

    public override Task<Expenditure> UpdateExpenditure(UpdateExpenditureRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteExpenditure(DeleteExpenditureRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);

    // The id is derived from the content. A caller can also choose another id.
    private static CreateExpenditureRequest WithId(CreateExpenditureRequest request)
    {
        var named = request.Clone();
        named.ExpenditureId = request.ExpenditureId.Length > 0 ? request.ExpenditureId : Expenditures.IdOf(request.Expenditure);
        return named;
    }
}
