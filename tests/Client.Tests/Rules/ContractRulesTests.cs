using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Policy;
using Summit.Policy.Rules;

namespace Summit.Client.Tests.Rules;

/// <summary>The rules that the contracts hold, all of them: a pattern that cannot be compiled shows here, not in a running host.</summary>
public sealed class ContractRulesTests
{
    public static TheoryData<string> Requests() => new(MethodCatalog.All.Select(m => m.Descriptor.InputType.FullName).Distinct().Order());

    [Theory]
    [MemberData(nameof(Requests))]
    public void Check_EmptyRequestOfEveryMethod_RulesCompileAndRequiredFieldsAreNamed(string type)
    {
        var descriptor = ContractFiles.Messages.TryGetValue(type, out var found) ? found : Google.Protobuf.WellKnownTypes.Empty.Descriptor;

        var violations = RequestRules.Check(descriptor.Parser.ParseFrom(ByteString.Empty));

        Assert.All(violations, v => Assert.NotNull(descriptor.FindFieldByName(v.Field)));
        Assert.All(Nested(descriptor, []), m => RequestRules.Check(m.Parser.ParseFrom(ByteString.Empty)));
    }

    private static HashSet<MessageDescriptor> Nested(MessageDescriptor type, HashSet<MessageDescriptor> seen)
    {
        foreach (var field in type.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Message && !f.IsMap))
        {
            if (seen.Add(field.MessageType))
            {
                Nested(field.MessageType, seen);
            }
        }

        return seen;
    }
}
