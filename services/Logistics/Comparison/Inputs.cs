using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Kernel;
using Summit.Logistics.V1;
using Date = Google.Type.Date;

namespace Summit.Logistics.Comparison;

/// <summary>What differs between questions: fields that at least one of them sets, and assumed facts.</summary>
internal static class Inputs
{
    private const string Assumed = "overrides";

    private static readonly FieldDescriptor[] Fields =
    [
        .. AssessDeploymentRequest.Descriptor.Fields.InFieldNumberOrder()
            .Where(f => f.FieldNumber is not (AssessDeploymentRequest.SeedFieldNumber or AssessDeploymentRequest.DrawsFieldNumber or AssessDeploymentRequest.OverridesFieldNumber or AssessDeploymentRequest.ReadAtFieldNumber)),
    ];

    /// <summary>All differences, side by side.</summary>
    public static IEnumerable<ComparedInput> Compare(IReadOnlyList<Column> columns)
    {
        foreach (var field in Fields.Where(f => columns.Any(c => Differs(f, columns[0], c))))
        {
            yield return new ComparedInput { Field = field.Name, Description = Words(field), Values = { columns.Select(c => ValueOf(field, c)) } };
        }

        foreach (var key in columns.SelectMany(c => c.Answer.Overrides).Select(o => o.Description).Distinct().Order(StringComparer.Ordinal))
        {
            var values = columns.Select(c => c.Answer.Overrides.FirstOrDefault(o => o.Description == key)).ToList();
            var stored = values.OfType<AppliedOverride>().First().From;
            if (values.Select(v => v?.To).Distinct().Count() > 1)
            {
                yield return new ComparedInput { Field = Assumed, Description = key, Values = { values.Select(v => v?.To ?? $"{stored} (on record)") } };
            }
        }
    }

    /// <summary>The differences between two questions, each with the first question changed by it alone.</summary>
    public static IEnumerable<(ComparedCause Cause, AssessDeploymentRequest Switched)> Single(Column from, Column to)
    {
        foreach (var field in Fields.Where(f => Differs(f, from, to)))
        {
            var switched = from.Question.Clone();
            Copy(field, to.Question, switched);
            yield return (new ComparedCause { Field = field.Name, Description = Words(field), From = ValueOf(field, from), To = ValueOf(field, to) }, switched);
        }

        foreach (var key in from.Answer.Overrides.Concat(to.Answer.Overrides).Select(o => o.Description).Distinct().Order(StringComparer.Ordinal))
        {
            var (old, own) = (from.Answer.Overrides.FirstOrDefault(o => o.Description == key), to.Answer.Overrides.FirstOrDefault(o => o.Description == key));
            if (old?.To == own?.To)
            {
                continue;
            }

            var switched = from.Question.Clone();
            Replace(switched, Sent(from, key), Sent(to, key));
            yield return (new ComparedCause { Field = Assumed, Description = key, From = old?.To ?? own!.From, To = own?.To ?? old!.From }, switched);
        }
    }

    // The answer lists what was applied in the order of the question's overrides.
    private static AssessmentOverride? Sent(Column column, string description)
    {
        var index = column.Answer.Overrides.Select((o, i) => (o, i)).Where(x => x.o.Description == description).Select(x => x.i).DefaultIfEmpty(-1).First();
        return index < 0 ? null : Assessment.Overrides.InOrder(column.Question.Overrides)[index];
    }

    private static void Replace(AssessDeploymentRequest question, AssessmentOverride? old, AssessmentOverride? own)
    {
        if (old is not null)
        {
            question.Overrides.Remove(old);
        }

        if (own is not null)
        {
            question.Overrides.Add(own);
        }
    }

    private static bool Differs(FieldDescriptor field, Column one, Column other) =>
        (IsSet(field, one.Question) || IsSet(field, other.Question)) && ValueOf(field, one) != ValueOf(field, other);

    private static bool IsSet(FieldDescriptor field, AssessDeploymentRequest question) => field.Accessor.GetValue(question) switch
    {
        null => false,
        System.Collections.ICollection many => many.Count > 0,
        _ when field.HasPresence => field.Accessor.HasValue(question),
        var value => !value.Equals(field.Accessor.GetValue(new AssessDeploymentRequest())),
    };

    private static void Copy(FieldDescriptor field, AssessDeploymentRequest from, AssessDeploymentRequest to)
    {
        field.Accessor.Clear(to);
        if (!IsSet(field, from))
        {
            return;
        }

        if (field.IsRepeated)
        {
            foreach (var item in (System.Collections.IList)field.Accessor.GetValue(from))
            {
                ((System.Collections.IList)field.Accessor.GetValue(to)).Add(item);
            }
        }
        else
        {
            field.Accessor.SetValue(to, field.Accessor.GetValue(from));
        }
    }

    /// <summary>The value that a question has for a field, with its default, as text.</summary>
    private static string ValueOf(FieldDescriptor field, Column column)
    {
        // Nations and payers that a question does not name follow from the positions; the answer lists them.
        var echoed = AssessedQuestion.Descriptor.FindFieldByName(field.Name) is not null && (!field.IsRepeated || IsSet(field, column.Question));
        IMessage shown = echoed ? column.Answer.Question : column.Question;
        return shown.Descriptor.FindFieldByName(field.Name).Accessor.GetValue(shown) switch
        {
            null => "",
            Date date => $"{date.ToDateOnly():yyyy-MM-dd}",
            System.Collections.IEnumerable many and not string => string.Join(", ", many.Cast<object>().Select(Id)) is { Length: > 0 } list ? list : "default",
            Enum value => Assessment.Overrides.Words(value),
            long number => $"{number:N0}",
            double number => $"{number:0.###}",
            var value => Id(value),
        };
    }

    private static string Id(object value) => $"{value}"[($"{value}".LastIndexOf('/') + 1)..];

    private static string Words(FieldDescriptor field) => field.Name.Replace('_', ' ');
}
