using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>The writing half of the standard methods.</summary>
internal sealed class StandardWrites<T>(StoreWrites writes, ResourceType<T> type, IReadOnlyList<ResourceRules<T>> rules)
    where T : class, IMessage<T>, IDeepCloneable<T>, new()
{
    private readonly RequestShape _shape = RequestShape.Of(new T());
    private readonly string _field = ResourceNames.FieldOf(type);

    public Task<T> CreateAsync(IMessage request, ServerCallContext context, Action<T> fill)
    {
        var shape = RequestShape.Of(request);
        var resource = ((T?)shape.Resource(type.Descriptor).Accessor.GetValue(request))?.Clone() ?? new T();
        var id = shape.Text(request, _field + "_id");
        var name = ResourceNames.Join(type, shape.Text(request, "parent"), id.Length > 0 ? id : Guid.NewGuid().ToString("N"));
        if (!type.IsName(name))
        {
            throw new InvalidFieldsException(_field + "_id", $"\"{id}\" makes no name of the form {type.Pattern}");
        }

        OutputFields.Clear(resource);
        fill(resource);
        _shape.Set(resource, "name", name);
        PublishStates.Default(resource);
        Ownership.Take(type, resource, context.Caller());
        return writes.CommitAsync(request, context, write =>
        {
            Ownership.RequireRoom(type, write);
            foreach (var rule in rules)
            {
                rule.OnCreate(write, resource);
            }

            return write.Transaction.Create(type, resource);
        });
    }

    public Task<T> UpdateAsync(IMessage request, ServerCallContext context)
    {
        var shape = RequestShape.Of(request);
        var field = shape.Resource(type.Descriptor);
        var sent = (T?)field.Accessor.GetValue(request) ?? new T();
        var name = type.NameOf(sent);
        if (!type.IsName(name))
        {
            throw new InvalidFieldsException($"{field.Name}.name", name.Length == 0 ? "is required: it says what to change" : $"\"{name}\" is not a name of the form {type.Pattern}");
        }

        var change = ResourceChange<T>.From(sent, shape.Message<FieldMask>(request, "update_mask"), field.Name);
        var etag = RequestShape.Of(sent).Text(sent, "etag") is { Length: > 0 } own ? own : shape.Text(request, "etag");
        return writes.CommitAsync(request, context, write =>
        {
            var current = write.Transaction.Get(type, name, write.Caller.VisibilityOf(type));
            var next = change.Apply(current);
            PublishStates.Keep(current, next);
            foreach (var rule in rules)
            {
                rule.OnUpdate(write, current, next);
            }

            return write.Transaction.Update(type, next, etag);
        });
    }

    public Task<Empty> DeleteAsync(IMessage request, ServerCallContext context)
    {
        var shape = RequestShape.Of(request);
        var name = shape.Text(request, "name");
        return writes.CommitAsync(request, context, write =>
        {
            var current = write.Transaction.Get(type, name, write.Caller.VisibilityOf(type));
            foreach (var rule in rules)
            {
                rule.OnDelete(write, current);
            }

            write.Transaction.Delete(type, name, shape.Text(request, "etag"));
            return new Empty();
        });
    }
}
