namespace Grpc.Net.Client.Configuration;

/// <summary>Names a method, a whole service, or everything.</summary>
public sealed class MethodName : ConfigObject
{
    /// <summary>Every method.</summary>
    public static readonly MethodName Default = new();

    /// <summary>Creates a name for everything.</summary>
    public MethodName()
    {
    }

    /// <summary>Full name of the service; null or empty for every service.</summary>
    public string? Service
    {
        get => Get<string>("service");
        set => Set("service", value);
    }

    /// <summary>Name of the method; null or empty for every method of the service.</summary>
    public string? Method
    {
        get => Get<string>("method");
        set => Set("method", value);
    }
}
