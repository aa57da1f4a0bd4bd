using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Summit.GrpcTests.OfficialApi;

/// <summary>The names that the generic parameters in scope have; without names they appear as !0 (of the type) and !!0 (of the method).</summary>
internal sealed record GenericScope(IReadOnlyList<string>? Type = null, IReadOnlyList<string>? Method = null);

/// <summary>Writes the types in a signature the way the lists of the official API do.</summary>
internal sealed class SignatureNames : ISignatureTypeProvider<string, GenericScope>
{
    public static readonly SignatureNames Instance = new();

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
    {
        PrimitiveTypeCode.Void => "void",
        PrimitiveTypeCode.Boolean => "bool",
        PrimitiveTypeCode.Char => "char",
        PrimitiveTypeCode.SByte => "sbyte",
        PrimitiveTypeCode.Byte => "byte",
        PrimitiveTypeCode.Int16 => "short",
        PrimitiveTypeCode.UInt16 => "ushort",
        PrimitiveTypeCode.Int32 => "int",
        PrimitiveTypeCode.UInt32 => "uint",
        PrimitiveTypeCode.Int64 => "long",
        PrimitiveTypeCode.UInt64 => "ulong",
        PrimitiveTypeCode.Single => "float",
        PrimitiveTypeCode.Double => "double",
        PrimitiveTypeCode.String => "string",
        PrimitiveTypeCode.Object => "object",
        _ => typeCode.ToString(),
    };

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => WithoutArity(KeyOf(reader, handle));

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => WithoutArity(KeyOf(reader, handle));

    public string GetTypeFromSpecification(MetadataReader reader, GenericScope scope, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, scope);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        genericType == "Nullable" ? $"{typeArguments[0]}?" : $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericTypeParameter(GenericScope scope, int index) => scope.Type?[index] ?? $"!{index}";

    public string GetGenericMethodParameter(GenericScope scope, int index) => scope.Method?[index] ?? $"!!{index}";

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => $"ref {elementType}";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => $"delegate*<{string.Join(", ", signature.ParameterTypes)}>";

    /// <summary>The type's name with its arity, such as Grpc.Core.Method`2; a nested type follows its owner after a dot.</summary>
    public static string KeyOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{KeyOf(reader, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    /// <inheritdoc cref="KeyOf(MetadataReader, TypeReferenceHandle)"/>
    public static string KeyOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } owner
            ? $"{KeyOf(reader, owner)}.{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    // The lists leave "System." out for the types directly in it.
    private static string Qualified(string space, string name) => space is "System" or "" ? name : $"{space}.{name}";

    private static string WithoutArity(string key) => key.IndexOf('`') is var at and >= 0 ? key[..at] : key;
}
