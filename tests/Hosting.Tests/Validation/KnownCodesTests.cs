using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Policy;

namespace Summit.Hosting.Tests.Validation;

/// <summary>Codes of nations and currencies that do not exist, in every field of every request that holds one.</summary>
public sealed partial class KnownCodesTests
{
    private const int MaxDepth = 6;
    private const string UnknownNation = "nations/XXX";
    private const string UnknownCurrency = "QQQ";

    public static TheoryData<string> Requests => [.. MethodCatalog.All
        .Where(m => m.Package.StartsWith("summit.", StringComparison.Ordinal)).Select(m => m.Descriptor.InputType.FullName).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Check_UnknownCodeInAnyFieldOfARequest_IsRefusedByItsPath(string type)
    {
        foreach (var path in Paths(ContractFiles.Messages[type], []))
        {
            var (request, at) = Build(path);
            var found = new Violations();

            KnownCodes<IMessage>.Check(request, "", found);

            Assert.Equal(at == "name" || at == "names[0]" ? [] : [at], found.Found.Select(v => v.Field));
        }
    }

    [Fact]
    public void Check_KnownCodes_NothingFound()
    {
        var found = new Violations();
        KnownCodes<IMessage>.Check(new Budgets.V1.AmountToConvert { Nation = "nations/FRA", Amount = new Google.Type.Money { CurrencyCode = "EUR" } }, "", found);
        Assert.Empty(found.Found);
    }

    [Fact]
    public void Paths_OfTheContracts_AreManyAndOfBothKinds()
    {
        var leaves = Requests.SelectMany(r => Paths(ContractFiles.Messages[r.Data], [])).Select(p => p[^1]).ToList();

        Assert.True(leaves.Count(IsCurrency) > 10);
        Assert.True(leaves.Count(f => !IsCurrency(f)) > 50);
    }

    // Every way from a request to a field that holds a code. What only the service sets is not checked.
    private static IEnumerable<FieldDescriptor[]> Paths(MessageDescriptor type, FieldDescriptor[] before)
    {
        foreach (var field in type.Fields.InFieldNumberOrder().Where(f => !f.IsMap))
        {
            FieldDescriptor[] path = [.. before, field];
            if (field.FieldType == FieldType.Message && path.Length < MaxDepth && !before.Any(b => b.FieldType == FieldType.Message && b.MessageType == field.MessageType))
            {
                foreach (var deeper in Paths(field.MessageType, path))
                {
                    yield return deeper;
                }
            }
            else if (field.FieldType == FieldType.String && (IsCurrency(field) || HoldsNation(field)))
            {
                yield return path;
            }
        }
    }

    private static bool IsCurrency(FieldDescriptor field) => field.Name.EndsWith("currency_code", StringComparison.Ordinal);

    // The name or the pattern says what a field holds: a nation's name, alone or at the beginning.
    private static bool HoldsNation(FieldDescriptor field)
    {
        if (field.Name is "nation" or "nations")
        {
            return true;
        }
        var rules = field.GetOptions()?.GetExtension(Summit.Api.Validate.ValidateExtensions.Field);
        return NationPattern().IsMatch(rules?.String?.Pattern ?? "") || NationPattern().IsMatch(rules?.Repeated?.Items?.String?.Pattern ?? "");
    }

    private static (IMessage Request, string Path) Build(FieldDescriptor[] path)
    {
        var request = path[0].ContainingType.Parser.ParseFrom(ByteString.Empty);
        var message = request;
        var at = new List<string>();
        foreach (var field in path)
        {
            object value = field.FieldType == FieldType.Message
                ? field.MessageType.Parser.ParseFrom(ByteString.Empty)
                : IsCurrency(field) ? UnknownCurrency : UnknownNation;
            if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(message, value);
            }
            at.Add(field.IsRepeated ? $"{field.Name}[0]" : field.Name);
            message = value as IMessage ?? message;
        }
        return (request, string.Join('.', at));
    }

    [GeneratedRegex(@"nations/\(?\[A-Z\]\{3\}")]
    private static partial Regex NationPattern();
}
