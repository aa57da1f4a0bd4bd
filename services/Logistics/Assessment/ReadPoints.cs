using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Store;

namespace Summit.Logistics.Assessment;

/// <summary>The revisions at which a question asks to be read.</summary>
internal static class ReadPoints
{
    private static readonly string[] Services = [Packages.Budgets, Packages.Logistics, Packages.Nations];

    public static void Check(AssessDeploymentRequest request, Violations violations)
    {
        for (var i = 0; i < request.ReadAt.Count; i++)
        {
            var (field, asked) = ($"read_at[{i}]", request.ReadAt[i]);
            violations.Require(Services.Contains(asked.Service), $"{field}.service", $"\"{asked.Service}\" is not a service that an assessment reads; it reads {string.Join(", ", Services)}");
            violations.Require(Revision.TryParse(asked.Revision, out _), $"{field}.revision", $"\"{asked.Revision}\" is not a revision as a service gave it, such as 17@k3f9");
            violations.Require(request.ReadAt.Take(i).All(r => r.Service != asked.Service), $"{field}.service", $"\"{asked.Service}\" is named twice; each service is read at one revision");
        }
    }

    /// <summary>Makes all reads of the call show these revisions. To be called before anything is read.</summary>
    public static void Pin(AssessDeploymentRequest request, ServerCallContext context)
    {
        foreach (var asked in request.ReadAt.Where(r => Revision.TryParse(r.Revision, out _)))
        {
            context.Scope().PinRead(asked.Service, asked.Revision);
        }
    }
}
