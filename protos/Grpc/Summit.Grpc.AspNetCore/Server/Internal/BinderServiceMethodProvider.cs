using System.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Finds the methods of generated services: their base class names the method that binds them.</summary>
internal sealed class BinderServiceMethodProvider<TService> : IServiceMethodProvider<TService>
    where TService : class
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        if (context.Argument is not null || FindAttribute() is not { } attribute)
        {
            return;
        }

        var (bind, baseType) = FindBindMethod(attribute);
        bind.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [new ServiceTypeBinder<TService>(context, baseType), null], null);
    }

    private static BindServiceMethodAttribute? FindAttribute() => typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true);

    /// <summary>The static method that takes a binder and the service base class.</summary>
    private static (MethodInfo Bind, Type BaseType) FindBindMethod(BindServiceMethodAttribute attribute)
    {
        foreach (var candidate in attribute.BindType.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        {
            if (candidate.Name == attribute.BindMethodName
                && candidate.GetParameters() is [{ } binder, { } service]
                && binder.ParameterType == typeof(ServiceBinderBase)
                && service.ParameterType.IsAssignableFrom(typeof(TService)))
            {
                return (candidate, service.ParameterType);
            }
        }

        throw new InvalidOperationException($"{attribute.BindType} has no method {attribute.BindMethodName}({nameof(ServiceBinderBase)}, service) that fits {typeof(TService)}.");
    }
}
