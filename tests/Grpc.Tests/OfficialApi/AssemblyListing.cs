using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Summit.GrpcTests.OfficialApi;

/// <summary>Writes the public and protected surface of an assembly as an <see cref="ApiListing"/>, in the words of the official lists.</summary>
internal sealed class AssemblyListing
{
    private readonly MetadataReader _reader;
    private readonly ApiListing _listing;

    private AssemblyListing(MetadataReader reader, ApiListing listing) => (_reader, _listing) = (reader, listing);

    public static void Append(string assembly, ApiListing listing)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var writer = new AssemblyListing(file.GetMetadataReader(), listing);
        foreach (var handle in writer._reader.TypeDefinitions)
        {
            if (writer.IsPublic(handle))
            {
                writer.AppendType(handle);
            }
        }
    }

    private bool IsPublic(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic => IsPublic(type.GetDeclaringType()),
            _ => false,
        };
    }

    private void AppendType(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        var generics = NamesOf(type.GetGenericParameters());
        var scope = new GenericScope(generics);
        var name = SignatureNames.KeyOf(_reader, handle).Split('`')[0] + (generics.Count == 0 ? "" : $"<{string.Join(", ", generics)}>");
        var baseType = type.BaseType.IsNil ? "" : TypeName(type.BaseType, scope);
        var members = new MemberLines(_reader, type, scope);
        if (baseType == "MulticastDelegate")
        {
            var invoke = type.GetMethods().Select(_reader.GetMethodDefinition).Single(method => _reader.GetString(method.Name) == "Invoke");
            _listing.Add($"delegate {members.ReturnAndParameters(invoke, name)}");
            return;
        }

        var kind = type.Attributes.HasFlag(TypeAttributes.Interface) ? "interface" : baseType switch
        {
            "Enum" => "enum",
            "ValueType" => "struct",
            _ => (type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Sealed)) switch
            {
                TypeAttributes.Abstract | TypeAttributes.Sealed => "static class",
                TypeAttributes.Abstract => "abstract class",
                TypeAttributes.Sealed => "sealed class",
                _ => "class",
            },
        };
        var bases = type.GetInterfaceImplementations().Select(_reader.GetInterfaceImplementation).Select(i => TypeName(i.Interface, scope))
            .Prepend(baseType).Where(b => b is not ("" or "object" or "Object" or "Enum" or "ValueType"));
        _listing.Add(ApiListing.WithBases($"{kind} {name}", kind == "enum" ? [] : bases), kind == "enum" ? [members.EnumValues()] : members.All(kind));
    }

    private string TypeName(EntityHandle handle, GenericScope scope) => handle.Kind switch
    {
        HandleKind.TypeDefinition => SignatureNames.Instance.GetTypeFromDefinition(_reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => SignatureNames.Instance.GetTypeFromReference(_reader, (TypeReferenceHandle)handle, 0),
        _ => SignatureNames.Instance.GetTypeFromSpecification(_reader, scope, (TypeSpecificationHandle)handle, 0),
    };

    private List<string> NamesOf(GenericParameterHandleCollection parameters) =>
        [.. parameters.Select(_reader.GetGenericParameter).Select(parameter => _reader.GetString(parameter.Name))];
}
