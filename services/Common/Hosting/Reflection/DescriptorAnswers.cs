using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Summit.Client.Catalog;
using Summit.Hosting.Health;

namespace Summit.Hosting.Reflection;

/// <summary>Answers questions about the contracts from their compiled descriptors.</summary>
internal sealed class DescriptorAnswers(MappedServices mapped)
{
    private static readonly Dictionary<string, FileDescriptor> Files = WithDependencies();
    private static readonly Dictionary<string, FileDescriptor> Symbols = Files.Values
        .SelectMany(f => SymbolsOf(f).Select(s => (Symbol: s, File: f)))
        .DistinctBy(s => s.Symbol).ToDictionary(s => s.Symbol, s => s.File);

    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var answer = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                answer.ListServicesResponse = new() { Service = { mapped.Names.Select(n => new ServiceResponse { Name = n }) } };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Put(answer, Files.GetValueOrDefault(request.FileByFilename), request.FileByFilename);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Put(answer, Symbols.GetValueOrDefault(request.FileContainingSymbol), request.FileContainingSymbol);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                var wanted = request.FileContainingExtension;
                var extension = Extensions(wanted.ContainingType).FirstOrDefault(e => e.FieldNumber == wanted.ExtensionNumber);
                Put(answer, extension?.File, $"extension {wanted.ExtensionNumber} of {wanted.ContainingType}");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                var type = request.AllExtensionNumbersOfType;
                if (Symbols.ContainsKey(type))
                {
                    answer.AllExtensionNumbersResponse = new() { BaseTypeName = type, ExtensionNumber = { Extensions(type).Select(e => e.FieldNumber) } };
                }
                else
                {
                    Put(answer, null, type);
                }

                break;
            default:
                answer.ErrorResponse = new() { ErrorCode = (int)StatusCode.InvalidArgument, ErrorMessage = "the request asks for nothing that this service knows" };
                break;
        }

        return answer;
    }

    private static void Put(ServerReflectionResponse answer, FileDescriptor? file, string asked)
    {
        if (file is null)
        {
            answer.ErrorResponse = new() { ErrorCode = (int)StatusCode.NotFound, ErrorMessage = $"\"{asked}\" is not in the contracts" };
            return;
        }

        // A file with everything that it imports, so that a caller needs one answer to read it.
        var files = new List<ByteString>();
        var seen = new HashSet<string>();
        var queue = new Queue<FileDescriptor>([file]);
        while (queue.TryDequeue(out var next))
        {
            if (seen.Add(next.Name))
            {
                files.Add(next.SerializedData);
                foreach (var dependency in next.Dependencies)
                {
                    queue.Enqueue(dependency);
                }
            }
        }

        answer.FileDescriptorResponse = new() { FileDescriptorProto = { files } };
    }

    private static IEnumerable<FieldDescriptor> Extensions(string type) =>
        Files.Values.SelectMany(f => f.Extensions.UnorderedExtensions).Where(e => e.ExtendeeType.FullName == type);

    private static Dictionary<string, FileDescriptor> WithDependencies()
    {
        var files = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        var queue = new Queue<FileDescriptor>(ContractFiles.All);
        while (queue.TryDequeue(out var file))
        {
            if (files.TryAdd(file.Name, file))
            {
                foreach (var dependency in file.Dependencies)
                {
                    queue.Enqueue(dependency);
                }
            }
        }

        return files;
    }

    private static IEnumerable<string> SymbolsOf(FileDescriptor file) =>
    [
        .. file.Services.SelectMany(s => s.Methods.Select(m => m.FullName).Prepend(s.FullName)),
        .. file.MessageTypes.SelectMany(SymbolsOf),
        .. file.EnumTypes.Select(e => e.FullName),
        .. file.Extensions.UnorderedExtensions.Select(e => e.FullName),
    ];

    private static IEnumerable<string> SymbolsOf(MessageDescriptor message) =>
    [
        message.FullName,
        .. message.Fields.InDeclarationOrder().Select(f => f.FullName),
        .. message.NestedTypes.SelectMany(SymbolsOf),
        .. message.EnumTypes.Select(e => e.FullName),
    ];
}
