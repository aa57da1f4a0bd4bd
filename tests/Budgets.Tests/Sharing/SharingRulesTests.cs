using Summit.Budgets.Sharing;
using Summit.Budgets.V1;

namespace Summit.Budgets.Tests.Sharing;

public sealed class SharingRulesTests
{
    [Fact]
    public void Of_EveryRuleOfTheContract_HasItsClass()
    {
        foreach (var field in SharingRule.Descriptor.Oneofs.Single(oneof => oneof.Name == "rule").Fields)
        {
            var rule = new SharingRule();
            field.Accessor.SetValue(rule, Activator.CreateInstance(field.MessageType.ClrType)!);
            Assert.Equal(rule.RuleCase, SharingRules.Of(rule).Case);
            Assert.Equal($"rules[3].{field.Name}", SharingRules.PathOf(rule, 3));
        }
    }
}
