using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>The rules of a direction as they are made, and where each comes from.</summary>
internal sealed class ConvertedRules
{
    private readonly List<PolicyRule> _rules = [];
    private readonly List<FieldPath> _paths = [];

    public IReadOnlyList<PolicyRule> Rules => _rules;

    public IReadOnlyList<FieldPath> Paths => _paths;

    public void Add(PolicyRule rule, FieldPath path)
    {
        _rules.Add(rule);
        _paths.Add(path);
    }
}
