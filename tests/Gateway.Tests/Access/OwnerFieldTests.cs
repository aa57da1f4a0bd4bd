using Google.Protobuf;
using Summit.Gateway.Access;
using Summit.Nations.V1;
using Summit.Policy;

namespace Summit.Gateway.Tests.Access;

public sealed class OwnerFieldTests
{
    private static readonly OwnerField Parent = OwnerField.Of(MethodCatalog.Get("/summit.nations.v1.PositionService/CreatePosition"))!;
    private static readonly OwnerField Nested = OwnerField.Of(MethodCatalog.Get("/summit.nations.v1.PositionService/UpdatePosition"))!;

    [Fact]
    public void Of_MethodWithoutField_Null() => Assert.Null(OwnerField.Of(MethodCatalog.Get("/summit.nations.v1.PositionService/GetPosition")));

    [Fact]
    public void Read_FieldThere_ItsValue() =>
        Assert.Equal("nations/FRA", Parent.Read(new CreatePositionRequest { PositionId = "x", Parent = "nations/FRA", ValidateOnly = true }.ToByteArray()));

    [Fact]
    public void Read_FieldTwice_TheLastWinsAsInTheParser()
    {
        byte[] both = [.. new CreatePositionRequest { Parent = "nations/FRA" }.ToByteArray(), .. new CreatePositionRequest { Parent = "nations/DEU" }.ToByteArray()];

        Assert.Equal("nations/DEU", Parent.Read(both));
        Assert.Equal(CreatePositionRequest.Parser.ParseFrom(both).Parent, Parent.Read(both));
    }

    [Fact]
    public void Read_NestedMessageInTwoParts_MergedAsInTheParser()
    {
        byte[] parts =
        [
            .. new UpdatePositionRequest { Position = new Position { Name = "nations/FRA/positions/a" } }.ToByteArray(),
            .. new UpdatePositionRequest { Position = new Position { Summary = "later part without a name" } }.ToByteArray(),
        ];

        Assert.Equal("nations/FRA/positions/a", Nested.Read(parts));
        Assert.Equal(UpdatePositionRequest.Parser.ParseFrom(parts).Position.Name, Nested.Read(parts));
    }

    [Fact]
    public void Read_FieldMissing_Empty() => Assert.Equal("", Nested.Read(new UpdatePositionRequest { ValidateOnly = true }.ToByteArray()));

    [Theory]
    [InlineData("0A")]
    [InlineData("0AFF")]
    [InlineData("0A80808080808080808080808001")]
    [InlineData("0C")]
    [InlineData("07")]
    [InlineData("0B10")]
    public void Read_NotAMessage_Refused(string hex) => Assert.Throws<FormatException>(() => Parent.Read(Convert.FromHexString(hex)));

    [Fact]
    public void Read_RandomMessages_AgreesWithTheParser()
    {
        var random = new Random(20250217);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = new UpdatePositionRequest { Position = new Position { Name = $"nations/F{round}", Issue = "issues/x" }, RequestId = "r" }.ToByteArray();
            for (var flips = random.Next(4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            string? parsed;
            try
            {
                parsed = UpdatePositionRequest.Parser.ParseFrom(bytes).Position?.Name ?? "";
            }
            catch (InvalidProtocolBufferException)
            {
                continue; // The service refuses it too, whatever was read here.
            }

            Assert.Equal(parsed, Nested.Read(bytes));
        }
    }
}
