using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Store;
using Date = Google.Type.Date;

namespace Summit.Hosting.Resources;

/// <summary>The reading half of the standard methods.</summary>
internal sealed class StandardReads<T>(StoreReads reads, ResourceType<T> type)
    where T : class, IMessage<T>, new()
{
    public async Task<T> GetAsync(IMessage request, ServerCallContext context)
    {
        var shape = RequestShape.Of(request);
        var mask = Mask(shape.Message<FieldMask>(request, "read_mask"));
        var snapshot = await reads.OpenAsync(context, request);
        return FieldMasks.Read(await snapshot.GetAsync(type, shape.Text(request, "name"), context.Caller().VisibilityOf(type), context.CancellationToken), mask);
    }

    public async Task<TResponse> BatchGetAsync<TResponse>(IMessage request, ServerCallContext context)
        where TResponse : IMessage, new()
    {
        var names = (IList)request.Descriptor.FindFieldByName("names").Accessor.GetValue(request);
        var mask = Mask(RequestShape.Of(request).Message<FieldMask>(request, "read_mask"));
        var snapshot = await reads.OpenAsync(context, request);
        var found = await snapshot.BatchGetAsync(type, [.. names.Cast<string>()], context.Caller().VisibilityOf(type), context.CancellationToken);
        var response = new TResponse();
        Fill(response, found, mask);
        return response;
    }

    public async Task<TResponse> ListAsync<TResponse>(IMessage request, ServerCallContext context)
        where TResponse : IMessage, new()
    {
        var shape = RequestShape.Of(request);
        var mask = Mask(shape.Message<FieldMask>(request, "read_mask"));
        var query = new ListQuery
        {
            Visibility = context.Caller().VisibilityOf(type),
            Parent = shape.Text(request, "parent"),
            Filter = KnowledgeFilter.Of(type, shape.Text(request, "filter"), shape.Message<Date>(request, "as_of")),
            OrderBy = shape.Text(request, "order_by"),
            PageSize = shape.Number(request, "page_size"),
            PageToken = shape.Text(request, "page_token"),
        };
        var snapshot = await reads.OpenListAsync(context, request, query.PageToken.Length == 0);
        var page = await snapshot.ListAsync(type, query, context.CancellationToken);
        reads.Note(context.Scope(), page.Revision);
        var response = new TResponse();
        Fill(response, page.Items, mask);
        var answer = RequestShape.Of(response);
        answer.Set(response, "next_page_token", page.NextPageToken);
        answer.Set(response, "revision", page.Revision.ToString());
        return response;
    }

    private void Fill(IMessage response, IReadOnlyList<T> items, FieldMask? mask)
    {
        var field = response.Descriptor.Fields.InDeclarationOrder()
            .First(f => f.IsRepeated && f.FieldType == FieldType.Message && f.MessageType == type.Descriptor);
        var list = (IList)field.Accessor.GetValue(response);
        foreach (var item in items)
        {
            list.Add(FieldMasks.Read(item, mask));
        }
    }

    private static FieldMask? Mask(FieldMask? mask)
    {
        // Once before anything is read: a wrong mask is refused even when nothing is found.
        FieldMasks.Read(new T(), mask);
        return mask;
    }
}
