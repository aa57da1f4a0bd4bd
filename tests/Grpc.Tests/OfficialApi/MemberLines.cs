using System.Reflection;
using System.Reflection.Metadata;

namespace Summit.GrpcTests.OfficialApi;

/// <summary>One line per public or protected member of a type.</summary>
internal sealed class MemberLines(MetadataReader reader, TypeDefinition type, GenericScope scope)
{
    public string EnumValues() => string.Join(", ", type.GetFields().Select(reader.GetFieldDefinition)
        .Where(field => field.Attributes.HasFlag(FieldAttributes.Literal))
        .Select(field => $"{reader.GetString(field.Name)} = {Constant(field.GetDefaultValue())}"));

    public IEnumerable<string> All(string kind) => Fields().Concat(Properties(kind)).Concat(Methods(kind));

    /// <summary>Such as "Task Run&lt;T&gt;(this X x, params T[] more)"; <paramref name="name"/> comes with its generic parameters.</summary>
    public string ReturnAndParameters(MethodDefinition method, string name)
    {
        var names = method.GetGenericParameters().Select(reader.GetGenericParameter).Select(p => reader.GetString(p.Name)).ToList();
        var signature = method.DecodeSignature(SignatureNames.Instance, scope with { Method = names });
        var parameters = method.GetParameters().Select(reader.GetParameter).Where(p => p.SequenceNumber > 0)
            .OrderBy(p => p.SequenceNumber).Select(p => Parameter(p, signature.ParameterTypes[p.SequenceNumber - 1])).ToList();
        if (parameters.Count > 0 && Has(method.GetCustomAttributes(), "ExtensionAttribute"))
        {
            parameters[0] = $"this {parameters[0]}";
        }

        var generics = names.Count == 0 ? "" : $"<{string.Join(", ", names)}>";
        var result = name == "new" ? "" : $"{signature.ReturnType} ";
        return $"{result}{name}{generics}({string.Join(", ", parameters)})";
    }

    private IEnumerable<string> Fields() =>
        from field in type.GetFields().Select(reader.GetFieldDefinition)
        let access = Access((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask))
        where access is not null
        let isConstant = field.Attributes.HasFlag(FieldAttributes.Literal)
        let word = isConstant ? "const " : field.Attributes.HasFlag(FieldAttributes.Static) ? "static " : ""
        let fieldType = field.DecodeSignature(SignatureNames.Instance, scope)
        let value = isConstant ? $" = {Constant(field.GetDefaultValue())}" : ""
        select $"{access}{word}{fieldType} {reader.GetString(field.Name)}{value}";

    private IEnumerable<string> Properties(string kind)
    {
        foreach (var property in type.GetProperties().Select(reader.GetPropertyDefinition))
        {
            var accessors = property.GetAccessors();
            var getter = Visible(accessors.Getter);
            var setter = Visible(accessors.Setter);
            if ((getter ?? setter) is not { } shown)
            {
                continue;
            }

            var signature = property.DecodeSignature(SignatureNames.Instance, scope);
            var name = reader.GetString(property.Name);
            if (signature.ParameterTypes.Length > 0)
            {
                var indexes = shown.GetParameters().Select(reader.GetParameter).Where(p => p.SequenceNumber > 0)
                    .Take(signature.ParameterTypes.Length).Select(p => Parameter(p, signature.ParameterTypes[p.SequenceNumber - 1]));
                name = $"this[{string.Join(", ", indexes)}]";
            }

            yield return $"{Modifiers(shown, kind)}{signature.ReturnType} {name} {{ {(getter is null ? "" : "get; ")}{(setter is null ? "" : "set; ")}}}";
        }
    }

    private IEnumerable<string> Methods(string kind)
    {
        foreach (var handle in type.GetMethods())
        {
            if (Visible(handle) is not { } method)
            {
                continue;
            }

            var name = reader.GetString(method.Name);
            if (name == ".ctor")
            {
                yield return $"{Access(method.Attributes)}{ReturnAndParameters(method, "new")}";
            }
            else if (!method.Attributes.HasFlag(MethodAttributes.SpecialName))
            {
                yield return $"{Modifiers(method, kind)}{ReturnAndParameters(method, name)}";
            }
        }
    }

    private string Parameter(Parameter parameter, string parameterType)
    {
        var words = Has(parameter.GetCustomAttributes(), "ParamArrayAttribute") ? "params " : "";
        if (parameter.Attributes.HasFlag(ParameterAttributes.Out))
        {
            parameterType = parameterType.Replace("ref ", "out ");
        }

        var value = parameter.Attributes.HasFlag(ParameterAttributes.Optional) ? $" = {Constant(parameter.GetDefaultValue())}" : "";
        return $"{words}{parameterType} {reader.GetString(parameter.Name)}{value}";
    }

    private string Constant(ConstantHandle handle)
    {
        if (handle.IsNil)
        {
            return "default";
        }

        var constant = reader.GetConstant(handle);
        return reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode) switch
        {
            // Metadata stores the default of a struct as it stores null, so the listing calls both default.
            null => "default",
            bool flag => flag ? "true" : "false",
            var value => Convert.ToString(value)!,
        };
    }

    private MethodDefinition? Visible(MethodDefinitionHandle handle)
    {
        if (handle.IsNil)
        {
            return null;
        }

        var method = reader.GetMethodDefinition(handle);
        return Access(method.Attributes) is null ? null : method;
    }

    private string? Access(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public => "",
        // Nobody derives from a sealed class.
        MethodAttributes.Family or MethodAttributes.FamORAssem when !type.Attributes.HasFlag(TypeAttributes.Sealed) => "protected ",
        _ => null,
    };

    private string Modifiers(MethodDefinition method, string kind)
    {
        var attributes = method.Attributes;
        var word = attributes switch
        {
            _ when attributes.HasFlag(MethodAttributes.Static) => "static ",
            _ when kind == "interface" => "",
            _ when attributes.HasFlag(MethodAttributes.Virtual) && !attributes.HasFlag(MethodAttributes.NewSlot)
                && !attributes.HasFlag(MethodAttributes.Final) => "override ",
            _ when attributes.HasFlag(MethodAttributes.Abstract) => "abstract ",
            // Virtual and final at once is how an interface's member is implemented.
            _ when attributes.HasFlag(MethodAttributes.Virtual) && !attributes.HasFlag(MethodAttributes.Final) => "virtual ",
            _ => "",
        };
        return Access(attributes) + word;
    }

    private bool Has(CustomAttributeHandleCollection attributes, string name) => attributes.Any(handle =>
        reader.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
        && reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name) == name);
}
