using System.Reflection;
using System.Runtime.CompilerServices;

namespace Summit.Client.Tests;

/// <summary>
/// What other teams compile against is recorded in PublicApi.txt. A change shows here and is made on purpose: run the test,
/// look at the difference, and take the file that it wrote beside the test.
/// </summary>
public sealed class PublicApiTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void PublicApi_Now_IsTheRecordedOne()
    {
        var now = string.Join('\n', typeof(SummitClientOptions).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(Lines)) + "\n";
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.now.txt"), now);

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt")), now);
    }

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{(type.IsAbstract && type.IsSealed ? "static " : type.IsSealed ? "sealed " : "")}{(type.IsInterface ? "interface" : type.IsEnum ? "enum" : "class")} {type.FullName}";
        foreach (var line in type.GetMembers(Own).Where(m => m is not Type && !IsAccessor(m)).Select(Line).Order(StringComparer.Ordinal))
        {
            yield return "    " + line;
        }
    }

    private static bool IsAccessor(MemberInfo member) =>
        member is MethodInfo { IsSpecialName: true } || member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    private static string Line(MemberInfo member) => member switch
    {
        PropertyInfo p => $"{Name(p.PropertyType)} {p.Name} {{ {(p.GetMethod?.IsPublic == true ? "get; " : "")}{(p.SetMethod?.IsPublic == true ? "set; " : "")}}}",
        MethodInfo m => $"{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
        ConstructorInfo c => $"new({Parameters(c)})",
        FieldInfo { IsLiteral: true } f => $"const {Name(f.FieldType)} {f.Name} = {f.GetRawConstantValue()}",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"));

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
