using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Policy;

namespace Summit.Logistics.Tests.Outliers;

/// <summary>
/// Any number in any field of any computation, over the wire: the call is refused for its input, or its answer holds finite
/// numbers. No answer is Infinity or NaN, and no input makes a service fail.
/// </summary>
public sealed class OutlierTests(Services services) : IClassFixture<Services>
{
    private static readonly double[] OddDoubles = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e308, -1e308, double.MaxValue, double.Epsilon, -double.Epsilon, 1e18, 0];
    private static readonly long[] OddIntegers = [long.MaxValue, long.MinValue, int.MaxValue, int.MinValue, 1_000_000_000, 0, -1];

    private static readonly StatusCode[] Refusals =
        [StatusCode.InvalidArgument, StatusCode.OutOfRange, StatusCode.FailedPrecondition, StatusCode.NotFound, StatusCode.ResourceExhausted];

    public static TheoryData<int> Requests() => new(Enumerable.Range(0, OutlierRequests.All.Count()));

    [Fact]
    public void OutlierRequests_TheContracts_HoldEveryNumberThatAComputationTakes()
    {
        var held = OutlierRequests.All.SelectMany(r => Places(Parse(r.Path, r.Json)).Select(p => p.Field.FullName)).ToHashSet();
        var taken = MethodCatalog.All
            .Where(m => !m.SideEffects && m.Package.StartsWith("summit.", StringComparison.Ordinal) && m.Descriptor.Name is not ("Watch" or "Check"))
            .SelectMany(m => NumbersIn(m.Descriptor.InputType, [])).Where(f => f.FieldType == FieldType.Double || f.IsMap).Select(f => f.FullName);

        var missing = taken.Except(held).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Computation_OddNumber_IsRefusedOrTheAnswerIsFinite(int index)
    {
        var (path, json) = OutlierRequests.All.ElementAt(index);
        var good = Parse(path, json);
        var refused = await FaultOfAsync(path, good, refusal: false);
        Assert.True(refused.Length == 0, refused);

        var faults = new List<string>();
        foreach (var (request, what) in Odd(good))
        {
            if (await FaultOfAsync(path, request, refusal: true) is { Length: > 0 } fault)
            {
                faults.Add($"{path} with {what}: {fault}");
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    /// <summary>The request with each odd number in each place, and with each in all places of a kind at once.</summary>
    private static IEnumerable<(IMessage Request, string What)> Odd(IMessage good)
    {
        for (var place = 0; place < Places(good).Count(); place++)
        {
            var field = Places(good).ElementAt(place).Field;
            foreach (var number in NumbersFor(field))
            {
                var request = Copy(good);
                Set(Places(request).ElementAt(place), number);
                yield return (request, $"{field.FullName} = {number}");
            }
        }

        foreach (var number in OddDoubles)
        {
            var request = Copy(good);
            foreach (var place in Places(request).Where(p => p.Field.IsMap || p.Field.FieldType == FieldType.Double))
            {
                Set(place, number);
            }

            yield return (request, $"all doubles = {number}");
        }
    }

    private static IEnumerable<object> NumbersFor(FieldDescriptor field) => field.IsMap || field.FieldType == FieldType.Double
        ? OddDoubles.Cast<object>()
        : field.FieldType == FieldType.Int64 ? OddIntegers.Cast<object>() : OddIntegers.Where(n => n is >= int.MinValue and <= int.MaxValue).Select(n => (object)(int)n);

    private static void Set((IMessage Holder, FieldDescriptor Field) place, object number)
    {
        switch (place.Field.Accessor.GetValue(place.Holder))
        {
            case IDictionary map:
                foreach (var key in map.Keys.Cast<object>().ToList())
                {
                    map[key] = number;
                }

                break;
            case IList list:
                list.Clear();
                list.Add(number);
                break;
            default:
                place.Field.Accessor.SetValue(place.Holder, number);
                break;
        }
    }

    /// <summary>Every field for a number in the messages that are set, whether it is set itself or not.</summary>
    private static IEnumerable<(IMessage Holder, FieldDescriptor Field)> Places(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (IsNumber(field))
            {
                // One of two ways to say the same is not set beside the other.
                if (field.RealContainingOneof is null || field.HasPresence && field.Accessor.HasValue(message))
                {
                    yield return (message, field);
                }
            }
            else if (field is { FieldType: FieldType.Message, IsMap: false })
            {
                var value = field.Accessor.GetValue(message);
                foreach (var nested in value as IEnumerable ?? (value is null ? Array.Empty<object>() : [value]))
                {
                    foreach (var place in Places((IMessage)nested))
                    {
                        yield return place;
                    }
                }
            }
        }
    }

    private static IEnumerable<FieldDescriptor> NumbersIn(MessageDescriptor type, HashSet<MessageDescriptor> seen)
    {
        if (!seen.Add(type))
        {
            yield break;
        }

        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            if (IsNumber(field))
            {
                yield return field;
            }
            else if (field is { FieldType: FieldType.Message, IsMap: false })
            {
                foreach (var number in NumbersIn(field.MessageType, seen))
                {
                    yield return number;
                }
            }
        }
    }

    private static bool IsNumber(FieldDescriptor field) => field.IsMap
        ? field.MessageType.FindFieldByNumber(2).FieldType == FieldType.Double
        : field.FieldType is FieldType.Double or FieldType.Int32 or FieldType.Int64;

    private static IMessage Parse(string path, string json) => MethodCatalog.Get(path).Descriptor.InputType.Parser.ParseJson(json);

    private static IMessage Copy(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteArray());

    /// <summary>What is wrong with how the call ended; empty when nothing is.</summary>
    private async Task<string> FaultOfAsync(string path, IMessage request, bool refusal)
    {
        var method = MethodCatalog.Get(path);
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        try
        {
            var answer = await services.InvokerOf(method.Package).AsyncUnaryCall(
                new Method<byte[], byte[]>(MethodType.Unary, method.Service, method.Descriptor.Name, bytes, bytes), null, Services.Patient, request.ToByteArray());
            return string.Join(", ", NotFinite(method.Descriptor.OutputType.Parser.ParseFrom(answer)).Select(f => $"answers {f}"));
        }
        catch (RpcException e)
        {
            return refusal && Refusals.Contains(e.StatusCode) ? "" : $"{e.StatusCode} {e.Status.Detail} {string.Join("; ", SummitRpcException.From(e).Violations)}";
        }
    }

    private static IEnumerable<string> NotFinite(IMessage message) =>
        from place in Places(message)
        let value = place.Field.Accessor.GetValue(place.Holder)
        from number in (value as IDictionary)?.Values.OfType<double>() ?? (value as IEnumerable)?.OfType<double>() ?? (value is double one ? [one] : [])
        where !double.IsFinite(number)
        select $"{place.Field.FullName} = {number}";
}
