namespace Summit.Gateway.Limits;

/// <summary>What a class of methods has in common; limits are kept per caller and class.</summary>
internal enum MethodClass
{
    /// <summary>A single answer, without side effects.</summary>
    Read,

    /// <summary>May change something.</summary>
    Write,

    /// <summary>Stays open.</summary>
    Stream,
}
