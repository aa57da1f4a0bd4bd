using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Budgets.Facts;

/// <summary>Checks the <see cref="StoredRules{T}"/> for a create or update request, on the resource as it would be stored.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="T">The resource.</typeparam>
internal sealed class WriteCheck<TRequest, T>(StoredRules<T> rules, ResourceType<T> type, StoreReads reads) : IRequestCheck<TRequest>
    where TRequest : IMessage<TRequest>, new()
    where T : class, IMessage<T>, IDeepCloneable<T>, new()
{
    private static readonly FieldDescriptor Resource = new TRequest().Descriptor.Fields.InDeclarationOrder()
        .First(f => !f.IsRepeated && f.FieldType == FieldType.Message && f.MessageType == new T().Descriptor);

    private static readonly FieldDescriptor? Mask = new TRequest().Descriptor.FindFieldByName("update_mask");

    public async ValueTask CheckAsync(TRequest request, ServerCallContext context, Violations found)
    {
        if (Resource.Accessor.GetValue(request) is not T sent)
        {
            return;
        }

        var resource = sent;
        if (Mask is not null)
        {
            // The update itself reports a resource that does not exist.
            var current = type.IsName(type.NameOf(sent))
                ? await (await reads.OpenAsync(context)).FindAsync(type, type.NameOf(sent), context.Caller().Visibility, context.CancellationToken)
                : null;
            if (current is null || Merged(sent, current, (FieldMask?)Mask.Accessor.GetValue(request), found) is not { } next)
            {
                return;
            }

            resource = next;
        }

        rules.Check(resource, rules.Field, found);
    }

    private static T? Merged(T sent, T current, FieldMask? mask, Violations found)
    {
        try
        {
            return ResourceChange<T>.From(sent, mask, Resource.Name).Apply(current);
        }
        catch (InvalidFieldsException e)
        {
            foreach (var violation in e.Violations)
            {
                found.Require(holds: false, violation.Field, violation.Description);
            }

            return null;
        }
    }
}
