using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Api.V1;
using Summit.Client.Identity;
using Summit.Policy;

namespace Summit.Interop;

/// <summary>The whole system as its users start it, one for all foreign clients, and what they need to call it.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private LocalProgram _program = null!;

    /// <summary>The gateway, host:port.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The gateway's port for browsers and curl, host:port.</summary>
    public string Web { get; private set; } = "";

    /// <summary>Token of the delegation of France.</summary>
    public string Token { get; private set; } = "";

    /// <summary>File with a FileDescriptorSet of all contracts: what a client that generates nothing builds its messages from.</summary>
    public string Descriptors => Path.Combine(_data.Path, "contracts.binpb");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(Descriptors, Contracts().ToByteArray());
        var data = Path.Combine(_data.Path, "system");
        _program = LocalProgram.Start("--port", "0", "--data", data);
        var line = await _program.ReadUntilAsync("Serving");
        var addresses = line.Split(' ').Where(word => word.StartsWith("http://", StringComparison.Ordinal)).Select(word => new Uri(word.TrimEnd(',')).Authority).ToList();
        (Address, Web) = (addresses[0], addresses[1]);
        Token = DevelopmentIssuer.OpenExisting(Path.Combine(data, "development-issuer.key")).Mint(Role.Delegate, "FRA");
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _data.Dispose();
    }

    private static FileDescriptorSet Contracts()
    {
        var set = new FileDescriptorSet();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in ContractFiles.All.Concat(ContractFiles.Standard).Append(Google.Rpc.ErrorDetailsReflection.Descriptor).Append(Google.Rpc.StatusReflection.Descriptor))
        {
            Add(file);
        }

        return set;

        // What a file imports stands before it; readers of such a set expect that.
        void Add(FileDescriptor file)
        {
            if (!seen.Add(file.Name))
            {
                return;
            }

            foreach (var import in file.Dependencies)
            {
                Add(import);
            }

            var proto = FileDescriptorProto.Parser.ParseFrom(file.SerializedData);
            NameFields(proto.MessageType, file.MessageTypes);
            set.File.Add(proto);
        }
    }

    /// <summary>The C# generator leaves JSON names out; readers of other languages expect them.</summary>
    private static void NameFields(IList<DescriptorProto> protos, IList<MessageDescriptor> messages)
    {
        for (var i = 0; i < protos.Count; i++)
        {
            foreach (var field in protos[i].Field)
            {
                field.JsonName = messages[i].FindFieldByNumber(field.Number).JsonName;
            }

            NameFields(protos[i].NestedType, messages[i].NestedTypes);
        }
    }
}
