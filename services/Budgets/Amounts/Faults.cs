using Google.Type;
using Summit.Api.V1;
using Summit.Policy.Rules;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Amounts;

/// <summary>Collects what is wrong with a request, so that the caller learns all of it at once.</summary>
internal sealed class Faults
{
    private readonly List<FieldViolation> _violations = [];

    public bool Any => _violations.Count > 0;

    /// <summary>Notes a fault when the condition holds.</summary>
    public void When(bool condition, string field, string description)
    {
        if (condition)
        {
            _violations.Add(new(field, description));
        }
    }

    /// <summary>The amount must be in this currency, not negative, and a whole number of minor units.</summary>
    public void CheckShareable(Money? money, string currency, string field)
    {
        if (money is null)
        {
            return;
        }

        When(money.CurrencyCode != currency, field, $"\"{Amount.Text(money)}\" is in another currency than {currency}; convert it first with ConvertAmounts");
        When(Amount.Of(money).Sign < 0, field, $"{Amount.Text(money)} is negative; allowed is 0 or more");
        When(!Amount.IsWholeMinor(money), field, $"{Amount.Text(money)} is not a whole number of minor units of {Amount.MinorText(money.CurrencyCode)}");
    }

    /// <summary>Each nation may stand only once.</summary>
    public void CheckOnce(IEnumerable<string> nations, string field)
    {
        foreach (var twice in nations.GroupBy(nation => nation, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            When(true, field, $"\"{twice.Key}\" stands {twice.Count()} times; allowed is once");
        }
    }

    /// <summary>Reports all faults, if any.</summary>
    public void ThrowIfAny(ErrorReason reason = ErrorReason.InvalidFields)
    {
        if (Any)
        {
            throw new InvalidFieldsException(_violations, reason);
        }
    }
}
