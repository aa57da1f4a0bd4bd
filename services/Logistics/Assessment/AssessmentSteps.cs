using Summit.Hosting.Validation;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Registers what an assessment is made of.</summary>
internal static class AssessmentSteps
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ReadNations>();
        services.AddSingleton<CostStep>();
        services.AddSingleton<AssessDeployment>();
        services.AddSingleton<CheckDeployment>();
        services.AddSingleton<IRequestCheck<AssessDeploymentRequest>>(p => p.GetRequiredService<CheckDeployment>());
        services.AddSingleton<IRequestCheck<StreamAssessmentRequest>>(p => p.GetRequiredService<CheckDeployment>());
    }
}
