using Google.Protobuf;
using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;

namespace Summit.Nations.Resources;

/// <summary>
/// The rules of a resource are checked when it is written. If a request is refused earlier because single fields are invalid, this
/// check adds the violations that the write would report. One response then contains all violations.
/// </summary>
/// <typeparam name="TRequest">The create or update request.</typeparam>
/// <typeparam name="T">The resource.</typeparam>
internal sealed class RulesCheck<TRequest, T>(StandardMethods<T> methods) : IRequestCheck<TRequest>
    where TRequest : IMessage<TRequest>, IDeepCloneable<TRequest>
    where T : class, IMessage<T>, IDeepCloneable<T>, new()
{
    public async ValueTask CheckAsync(TRequest request, ServerCallContext context, Violations found)
    {
        if (!found.Any)
        {
            return;
        }
        var trial = request.Clone();
        trial.Descriptor.FindFieldByName("validate_only").Accessor.SetValue(trial, true);
        trial.Descriptor.FindFieldByName("request_id").Accessor.SetValue(trial, "");
        try
        {
            await (trial.Descriptor.FindFieldByName("update_mask") is null ? methods.CreateAsync(trial, context) : methods.UpdateAsync(trial, context));
        }
        catch (InvalidFieldsException e)
        {
            // A nation whose code does not exist is not stored either. Only one of the two violations is reported.
            var unknown = found.Found.Select(v => v.Field).ToHashSet(StringComparer.Ordinal);
            foreach (var violation in e.Violations.Where(v => !unknown.Contains(v.Field)))
            {
                found.Require(holds: false, violation.Field, violation.Description);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The request is refused in any case. The rules may read invalid fields, such as a day that does not exist. The
            // remaining violations of the write are reported when the fields are valid.
        }
    }
}
