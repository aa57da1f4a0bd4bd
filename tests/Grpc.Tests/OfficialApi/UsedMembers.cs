using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Summit.GrpcTests.OfficialApi;

/// <summary>What an assembly refers to in the assemblies of protos/Grpc, read off its symbols.</summary>
internal static class UsedMembers
{
    private static readonly string[] Runtime = ["Summit.Grpc", "Summit.Grpc.AspNetCore"];

    /// <summary>The keys (see <see cref="Keys"/>) of all types and members referred to.</summary>
    public static IReadOnlyCollection<string> Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var reader = file.GetMetadataReader();
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeReferences.Where(handle => IsRuntime(reader, handle)))
        {
            used.Add(SignatureNames.KeyOf(reader, handle));
        }

        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (Owner(reader, member.Parent) is { IsNil: false } owner && IsRuntime(reader, owner))
            {
                used.Add(KeyOf(reader, member, SignatureNames.KeyOf(reader, owner)));
            }
        }

        return used;
    }

    private static string KeyOf(MetadataReader reader, MemberReference member, string type)
    {
        var scope = new GenericScope();
        var name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return Keys.Field(type, name, member.DecodeFieldSignature(SignatureNames.Instance, scope));
        }

        var signature = member.DecodeMethodSignature(SignatureNames.Instance, scope);
        return Keys.Member(type, name, signature.GenericParameterCount, signature.ParameterTypes, signature.ReturnType);
    }

    private static TypeReferenceHandle Owner(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => (TypeReferenceHandle)parent,
        HandleKind.TypeSpecification => Generic(reader, (TypeSpecificationHandle)parent),
        _ => default,
    };

    /// <summary>The open type of Foo&lt;Bar&gt;: in its blob it stands after the two bytes that say "instance of a class or struct".</summary>
    private static TypeReferenceHandle Generic(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        blob.ReadCompressedInteger();
        return blob.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type ? (TypeReferenceHandle)type : default;
    }

    private static bool IsRuntime(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsRuntime(reader, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => Runtime.Contains(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false,
        };
    }
}
