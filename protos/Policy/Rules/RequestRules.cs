using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Policy.Rules;

/// <summary>
/// Checks a request against the rules in its contract. Rules are compiled once for each message type. All violations of a request
/// are found in one pass.
/// </summary>
public static class RequestRules
{
    private static readonly ConcurrentDictionary<MessageDescriptor, MessageRules> Compiled = new();

    /// <summary>Returns all violations, in the order of the fields; empty when the request is valid.</summary>
    public static IReadOnlyList<FieldViolation> Check(IMessage request)
    {
        var found = new List<FieldViolation>();
        CheckInto(request, found);
        return found;
    }

    /// <summary>Adds all violations to <paramref name="found"/>.</summary>
    public static void CheckInto(IMessage request, ICollection<FieldViolation> found)
    {
        var mask = UpdateMask.Of(request);
        For(request.Descriptor).Check(request, "", mask, found);
    }

    internal static MessageRules For(MessageDescriptor type) => Compiled.GetOrAdd(type, static t => new MessageRules(t));
}
