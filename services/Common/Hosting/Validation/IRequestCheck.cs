using Grpc.Core;
using Summit.Kernel;

namespace Summit.Hosting.Validation;

/// <summary>
/// What a request must keep beyond the rules of its single fields: fields against each other, names that must exist. Registered
/// in the container, it runs beside the field rules, so that everything wrong with a request is said at once.
/// </summary>
/// <typeparam name="T">The request of a unary or server-streaming method.</typeparam>
public interface IRequestCheck<in T>
{
    /// <summary>Adds what is wrong.</summary>
    /// <param name="request">The request. Its fields may break their own rules; those are reported already.</param>
    /// <param name="context">The call.</param>
    /// <param name="found">Where violations go.</param>
    ValueTask CheckAsync(T request, ServerCallContext context, Violations found);
}
