using Google.Protobuf.Reflection;
using Summit.Budgets.V1;

namespace Summit.Budgets.Sharing;

/// <summary>The table of all sharing rules.</summary>
internal static class SharingRules
{
    private static readonly Dictionary<SharingRule.RuleOneofCase, ISharingRule> ByCase = typeof(ISharingRule).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(ISharingRule)))
        .Select(type => (ISharingRule)Activator.CreateInstance(type)!)
        .ToDictionary(rule => rule.Case);

    private static readonly OneofDescriptor Contract = SharingRule.Descriptor.Oneofs.Single(oneof => oneof.Name == "rule");

    /// <summary>Names of the contract's rules, for messages.</summary>
    public static string Names { get; } = string.Join(", ", Contract.Fields.Select(field => field.Name));

    /// <summary>Returns the class of the rule that is set.</summary>
    public static ISharingRule Of(SharingRule rule) => ByCase[rule.RuleCase];

    /// <summary>Path of the field that contains the rule, for example <c>rules[0].key</c>.</summary>
    public static string PathOf(SharingRule rule, int index) => $"rules[{index}].{Contract.Accessor.GetCaseFieldDescriptor(rule)?.Name}";
}
