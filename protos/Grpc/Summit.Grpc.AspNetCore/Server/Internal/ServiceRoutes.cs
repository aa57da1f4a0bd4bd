using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Grpc.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Turns services into endpoints, and the rest of the gRPC requests into UNIMPLEMENTED.</summary>
internal static class ServiceRoutes
{
    private static readonly HttpMethodMetadata PostOnly = new([HttpMethods.Post], acceptCorsPreflight: true);

    public static GrpcServiceEndpointConventionBuilder Map<TService>(IEndpointRouteBuilder builder, object? argument)
        where TService : class
    {
        var services = builder.ServiceProvider;
        if (services.GetService<ServiceLifetimes>() is null)
        {
            throw new InvalidOperationException("Unable to find the required services. Add them with IServiceCollection.AddGrpc().");
        }

        var handlers = new ServiceCallHandlers<TService>(services);
        var context = new ServiceMethodProviderContext<TService>(handlers, argument);
        foreach (var provider in services.GetServices<IServiceMethodProvider<TService>>())
        {
            provider.OnServiceMethodDiscovery(context);
        }

        if (context is ServiceMethodProviderContext<ServerServiceDefinition> { Argument: ServerServiceDefinition definition } definitions)
        {
            definition.BindService(new DefinitionBinder(definitions));
        }

        if (!handlers.Options.IgnoreUnknown)
        {
            MapUnknown(builder, context.Endpoints.Select(endpoint => endpoint.Method.ServiceName).Distinct());
        }

        return new GrpcServiceEndpointConventionBuilder([.. context.Endpoints.Select(endpoint => MapMethod<TService>(builder, endpoint))]);
    }

    private static IEndpointConventionBuilder MapMethod<TService>(IEndpointRouteBuilder builder, MethodEndpoint endpoint)
    {
        var mapped = builder.Map(endpoint.Pattern, endpoint.Invoker);
        mapped.Add(convention =>
        {
            convention.DisplayName = $"gRPC - {endpoint.Method.FullName}";
            convention.Metadata.Add(new GrpcMethodMetadata(typeof(TService), endpoint.Method));
            foreach (var item in endpoint.Metadata)
            {
                convention.Metadata.Add(item);
            }

            convention.Metadata.Add(PostOnly);
        });
        return mapped;
    }

    private static void MapUnknown(IEndpointRouteBuilder builder, IEnumerable<string> serviceNames)
    {
        foreach (var name in serviceNames)
        {
            MapUnimplemented(builder, $"/{name}/{{unimplementedMethod}}", "unimplementedMethod", "Method is unimplemented.");
        }

        // Once per route builder, whatever the number of services.
        if (!builder.DataSources.SelectMany(source => source.Endpoints).Any(endpoint => endpoint.Metadata.GetMetadata<UnknownService>() is not null))
        {
            MapUnimplemented(builder, "{unimplementedService}/{unimplementedMethod}", "unimplementedService", "Service is unimplemented.")
                .WithMetadata(new UnknownService());
        }
    }

    private static IEndpointConventionBuilder MapUnimplemented(IEndpointRouteBuilder builder, string route, string parameter, string detail)
    {
        var pattern = RoutePatternFactory.Parse(route, defaults: null, parameterPolicies: new Dictionary<string, object?> { [parameter] = GrpcOnly.Instance });
        return builder.Map(pattern, httpContext => HttpRefusal.UnimplementedAsync(httpContext, detail))
            .WithDisplayName($"gRPC - {detail}")
            .WithMetadata(PostOnly);
    }

    private sealed class UnknownService;

    /// <summary>Leaves all requests but gRPC ones to other routes.</summary>
    private sealed class GrpcOnly : IRouteConstraint
    {
        public static readonly GrpcOnly Instance = new();

        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext is not null && GrpcHeaders.IsGrpcContentType(httpContext.Request.ContentType);
    }
}
