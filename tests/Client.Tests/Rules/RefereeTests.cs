using System.Reflection;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using ProtoValidate;
using Summit.Policy;
using Summit.Policy.Rules;

namespace Summit.Client.Tests.Rules;

/// <summary>
/// Our evaluator finds what the ProtoValidate package finds: all violations, by field path. The two know the same options by
/// different generated types, so the options are read anew for the package. No other test may run meanwhile.
/// </summary>
[Collection(nameof(RefereeTests))]
[CollectionDefinition(nameof(RefereeTests), DisableParallelization = true)]
public sealed class RefereeTests : IDisposable
{
    private const int MessagesPerType = 8;

    private readonly List<(FieldDescriptorProto Proto, FieldOptions Options)> _ours = [];

    [Fact]
    public void Check_RandomRequestsOfEveryMethod_SameViolationsAsProtoValidate()
    {
        var requests = MethodCatalog.All.Select(m => m.Descriptor.InputType).Where(t => t.File.Package.StartsWith("summit.", StringComparison.Ordinal)).Distinct().OrderBy(t => t.FullName).ToList();
        var messages = requests.SelectMany((type, i) => Enumerable.Range(0, MessagesPerType).Select(n => new RandomMessages((i * MessagesPerType) + n).Next(type))).ToList();
        var ours = messages.Select(m => Ours(m).Order(StringComparer.Ordinal).ToList()).ToList();
        GiveOptionsToThePackage();
        var package = new Validator();

        var differences = new List<string>();
        foreach (var (message, found) in messages.Zip(ours))
        {
            var expected = package.Validate(message, failFast: false).Violations.Select(v => PathOf(v.Field)).Distinct().Order(StringComparer.Ordinal).ToList();
            found.RemoveAll(path => !expected.Contains(path) && IsZeroOfRequired(message, path));
            if (!expected.SequenceEqual(found))
            {
                differences.Add($"{message.Descriptor.Name}: only ours: {string.Join(", ", found.Except(expected))}; only theirs: {string.Join(", ", expected.Except(found))}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.Contains(ours, o => o.Count == 0);
        Assert.Contains(ours, o => o.Count > 3);
    }

    public void Dispose() => _ours.ForEach(o => o.Proto.Options = o.Options);

    // The package names the list in which an element stands twice, we name the element. It takes zero for sent in a required enum
    // or double without presence; the public specification does not, and neither do we.
    private static IEnumerable<string> Ours(IMessage message) => RequestRules.Check(message)
        .Select(v => v.Description.Contains("stands in the list already", StringComparison.Ordinal) ? v.Field[..v.Field.LastIndexOf('[')] : v.Field)
        .Distinct();

    private static bool IsZeroOfRequired(IMessage message, string path)
    {
        if (!RequestRules.Check(message).Any(v => v.Field == path && v.Description.StartsWith("is required", StringComparison.Ordinal)))
        {
            return false;
        }

        var names = path.Split('.').Select(p => p.Split('[')[0]).ToList();
        var parent = names.SkipLast(1).Aggregate(message.Descriptor, (at, name) => at.FindFieldByName(name).MessageType);
        return parent.FindFieldByName(names[^1]) is { IsRepeated: false, FieldType: FieldType.Enum or FieldType.Double };
    }

    private static string PathOf(Buf.Validate.FieldPath path) => string.Join('.', path.Elements.Select(e => e.FieldName + e.SubscriptCase switch
    {
        Buf.Validate.FieldPathElement.SubscriptOneofCase.Index => $"[{e.Index}]",
        Buf.Validate.FieldPathElement.SubscriptOneofCase.StringKey => $"[\"{e.StringKey}\"]",
        _ => "",
    }));

    // Google.Protobuf parses options once, with the extensions that the generated code knew.
    private void GiveOptionsToThePackage()
    {
        var known = new ExtensionRegistry { Buf.Validate.ValidateExtensions.Field, FieldBehaviorExtensions.FieldBehavior };
        var proto = typeof(FieldDescriptor).GetProperty("Proto", BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var field in ContractFiles.Messages.Values.SelectMany(m => m.Fields.InDeclarationOrder()))
        {
            var descriptor = (FieldDescriptorProto)proto.GetValue(field)!;
            if (descriptor.Options is { } options)
            {
                _ours.Add((descriptor, options));
                descriptor.Options = FieldOptions.Parser.WithExtensionRegistry(known).ParseFrom(options.ToByteArray());
            }
        }
    }
}
