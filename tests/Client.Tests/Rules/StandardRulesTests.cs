using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Type;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.Policy;
using Summit.Policy.Rules;

namespace Summit.Client.Tests.Rules;

/// <summary>Rules that hold without being written, in every field of every request: a new field has them from the start.</summary>
public sealed class StandardRulesTests
{
    private static readonly char[] Marks = ['\0', '\n', '\t', '\u001B', '\u007F', '\u0085', '\u061C', '\u200E', '\u200F', '\u2028', '\u2029', '\u202A', '\u202E', '\u2066', '\u2069'];

    /// <summary>Every message that a request can hold, with the requests.</summary>
    private static readonly IReadOnlyList<MessageDescriptor> Sent = SentMessages();

    public static TheoryData<int> MarkCodes() => new(Marks.Select(m => (int)m));

    [Theory]
    [MemberData(nameof(MarkCodes))]
    public void Check_TextWithAMark_IsRefusedInEveryField(int mark)
    {
        var fields = FieldsOf(FieldType.String).Where(f => !(MayHaveLines(f) && mark is '\n' or '\t')).ToList();

        Assert.True(fields.Count > 300);
        Assert.All(fields, field => Assert.NotEqual("", FaultOf(field, $"a{(char)mark}b")));
        Assert.Contains($"U+{mark:X4}", FaultOf(TransportNode.Descriptor.FindFieldByName("display_name"), $"a{(char)mark}b"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_BlankText_IsRefusedInEveryField() =>
        Assert.All(FieldsOf(FieldType.String), field => Assert.NotEqual("", FaultOf(field, " \u00A0 ")));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Check_NumberThatIsNone_IsRefusedInEveryField(double number)
    {
        var fields = FieldsOf(FieldType.Double).ToList();

        Assert.True(fields.Count > 50);
        Assert.All(fields, field => Assert.Contains("finite", FaultOf(field, number), StringComparison.Ordinal));
    }

    [Fact]
    public void Check_LongTextWithLines_IsGood() =>
        Assert.Equal("", FaultOf(Decision.Descriptor.FindFieldByName("text"), "First line.\r\n\tSecond line."));

    [Fact]
    public void Check_LengthOfAText_CountsCharacters()
    {
        var field = TransportNode.Descriptor.FindFieldByName("display_name");

        Assert.Equal("", FaultOf(field, string.Concat(Enumerable.Repeat("\U0001F600", 100))));
        Assert.Contains("has 101 characters", FaultOf(field, string.Concat(Enumerable.Repeat("\U0001F600", 101))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-90, 180, "")]
    [InlineData(90, -180, "")]
    [InlineData(-90.5, 360, "location.latitude location.longitude")]
    [InlineData(44081790, 6001625, "location.latitude location.longitude")]
    [InlineData(double.NaN, double.PositiveInfinity, "location.latitude location.longitude")]
    [InlineData(0, 180.000001, "location.longitude")]
    public void Check_Coordinates_AreOnEarth(double latitude, double longitude, string faults)
    {
        var node = new TransportNode { Location = new LatLng { Latitude = latitude, Longitude = longitude } };

        Assert.Equal(faults, string.Join(' ', RequestRules.Check(node).Select(v => v.Field).Where(f => f.StartsWith("location", StringComparison.Ordinal))));
    }

    [Fact]
    public void Check_Coordinates_AreOnEarthInEveryFieldThatHasThem()
    {
        var fields = Sent.SelectMany(m => m.Fields.InDeclarationOrder()).Where(f => f.FieldType == FieldType.Message && f.MessageType == LatLng.Descriptor).ToList();

        Assert.Equal(["home_location", "location"], fields.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.All(fields, field => Assert.Equal(2, FaultsOf(field, new LatLng { Latitude = 91, Longitude = 181 }).Count()));
    }

    private static IEnumerable<FieldDescriptor> FieldsOf(FieldType type) =>
        Sent.Where(m => m.File.Package.StartsWith("summit.", StringComparison.Ordinal)).SelectMany(m => m.Fields.InDeclarationOrder()).Where(f => f.FieldType == type && IsSent(f));

    private static string FaultOf(FieldDescriptor field, object value) => string.Join("; ", FaultsOf(field, value));

    private static IEnumerable<string> FaultsOf(FieldDescriptor field, object value)
    {
        var message = field.ContainingType.Parser.ParseFrom(ByteString.Empty);
        if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            field.Accessor.SetValue(message, value);
        }

        return RequestRules.Check(message).Where(v => v.Field.StartsWith(field.Name, StringComparison.Ordinal)).Select(v => v.Description);
    }

    private static bool MayHaveLines(FieldDescriptor field) =>
        (field.GetOptions()?.GetExtension(Api.Validate.ValidateExtensions.Field) is { } rules ? field.IsRepeated ? rules.Repeated?.Items?.String : rules.String : null)?.MaxLen >= 1000;

    private static bool IsSent(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) != true;

    private static List<MessageDescriptor> SentMessages()
    {
        var seen = new HashSet<MessageDescriptor>();
        var open = new Stack<MessageDescriptor>(MethodCatalog.All.Select(m => m.Descriptor.InputType));
        while (open.TryPop(out var type))
        {
            if (seen.Add(type))
            {
                foreach (var field in type.Fields.InDeclarationOrder().Where(f => f is { FieldType: FieldType.Message, IsMap: false } && IsSent(f)))
                {
                    open.Push(field.MessageType);
                }
            }
        }

        return [.. seen];
    }
}
