namespace Summit.Logistics.Resources;

/// <summary>Packages of the services, as answers name them.</summary>
internal static class Packages
{
    public const string Logistics = "summit.logistics.v1";
    public const string Nations = "summit.nations.v1";
    public const string Budgets = "summit.budgets.v1";
}
