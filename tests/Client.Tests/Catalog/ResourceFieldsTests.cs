using Google.Api;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Summit.Policy;

namespace Summit.Client.Tests.Catalog;

/// <summary>Every resource of the contracts has the fields that the store fills.</summary>
public sealed class ResourceFieldsTests
{
    public static TheoryData<string> Resources => [.. ContractFiles.Messages.Values.Where(IsResource).Select(m => m.FullName).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Resource_OfTheContracts_HasNameEtagUidAndTimes(string resource)
    {
        var type = ContractFiles.Messages[resource];

        foreach (var text in new[] { "name", "etag", "uid" })
        {
            Assert.Equal(FieldType.String, type.FindFieldByName(text)?.FieldType);
        }
        foreach (var time in new[] { "create_time", "update_time" })
        {
            Assert.Same(Timestamp.Descriptor, type.FindFieldByName(time)?.MessageType);
        }
        foreach (var output in new[] { "uid", "create_time", "update_time" })
        {
            Assert.Equal([FieldBehavior.OutputOnly], type.FindFieldByName(output).GetOptions().GetExtension(FieldBehaviorExtensions.FieldBehavior));
        }
    }

    private static bool IsResource(MessageDescriptor type) => type.GetOptions()?.GetExtension(ResourceExtensions.Resource) is not null;
}
