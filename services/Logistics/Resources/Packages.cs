namespace Summit.Logistics.Resources;

/// <summary>Package names of the services, as used in answers.</summary>
internal static class Packages
{
    public const string Logistics = "summit.logistics.v1";
    public const string Nations = "summit.nations.v1";
    public const string Budgets = "summit.budgets.v1";
}
