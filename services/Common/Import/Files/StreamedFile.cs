using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Import.Files;

/// <summary>The messages of a file as one: what the first says, and the bytes of all.</summary>
internal static class StreamedFile
{
    public static async Task<ImportRowsRequest> ReadAsync(IAsyncStreamReader<ImportRowsRequest> requests, CancellationToken cancellationToken)
    {
        ImportRowsRequest? first = null;
        using var bytes = new MemoryStream();
        while (await requests.MoveNext(cancellationToken))
        {
            var message = requests.Current;
            if (first is not null && message.CalculateSize() > new ImportRowsRequest { Data = message.Data }.CalculateSize())
            {
                throw new InvalidFieldsException(Said(message));
            }

            first ??= message;
            if (bytes.Length + message.Data.Length > FileLimits.MaxBytes)
            {
                throw new SummitException(
                    StatusCode.ResourceExhausted, ErrorReason.ComputationTooLarge,
                    $"The file has more than {FileLimits.MaxBytes / (1024 * 1024)} MiB; send it in parts.",
                    new Dictionary<string, string> { ["limit"] = $"{FileLimits.MaxBytes}", ["asked"] = $"{bytes.Length + message.Data.Length}" });
            }

            message.Data.WriteTo(bytes);
        }

        if (first is null || bytes.Length == 0)
        {
            throw new InvalidFieldsException("data", "has no bytes; send the file's bytes in one or more messages");
        }

        var whole = first.Clone();
        whole.Data = UnsafeByteOperations.UnsafeWrap(bytes.ToArray());
        return whole;
    }

    private static List<Violation> Said(ImportRowsRequest message) =>
        [.. ImportRowsRequest.Descriptor.Fields.InFieldNumberOrder()
            .Where(f => f.Name != "data" && !Equals(f.Accessor.GetValue(message), f.Accessor.GetValue(new ImportRowsRequest())))
            .Select(f => new Violation(f.Name, "is set in a later message; only the first message says what the file is"))];
}
