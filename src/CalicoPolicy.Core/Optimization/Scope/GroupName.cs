using System.Text;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>What a policy for those that a side of a rule picks is called: by the values that the side asks for, as far as a name can hold them.</summary>
internal static class GroupName
{
    private const int Longest = 40;

    /// <summary>The name's part; null where the side names no value.</summary>
    public static string? Of(PolicyPeer peer, SelectorCache selectors)
    {
        var name = new StringBuilder();
        foreach (var value in Values(selectors.Find(peer.NamespaceSelector)?.Root).Concat(peer.ServiceAccounts?.Names ?? []).Concat(Values(selectors.Find(peer.Selector)?.Root)))
        {
            var part = Part(value);
            if (part.Length == 0 || name.Length + part.Length + 1 > Longest) continue;
            if (name.Length > 0) name.Append('-');
            name.Append(part);
        }

        return name.Length == 0 ? null : name.ToString();
    }

    private static IEnumerable<string> Values(SelectorNode? node) => node switch
    {
        LabelValueNode { Operator: not LabelOperator.NotEqual } test => [test.Value],
        LabelSetNode { Operator: LabelOperator.In } set => set.Values,
        HasNode has => [has.Label[(has.Label.LastIndexOf('/') + 1)..]],
        AndNode all => all.Operands.SelectMany(Values),
        OrNode any => any.Operands.SelectMany(Values),
        _ => [],
    };

    /// <summary>The value in letters that a name may have, one dash for what it may not.</summary>
    private static string Part(string value)
    {
        var part = new StringBuilder(value.Length);
        foreach (var letter in value)
        {
            if (char.IsAsciiLetterOrDigit(letter)) part.Append(char.ToLowerInvariant(letter));
            else if (part.Length > 0 && part[^1] != '-') part.Append('-');
        }

        return part.ToString().TrimEnd('-');
    }
}
