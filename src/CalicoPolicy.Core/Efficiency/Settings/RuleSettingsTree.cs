using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>Makes settings of the map <c>rules</c> of a settings file: from an id or a name to <c>Off</c>, a severity, or a map.</summary>
internal sealed class RuleSettingsTree
{
    private const string Off = "Off";
    private const string SeverityKey = "severity";

    private static readonly string[] Words = [Off, .. Enum.GetNames<FindingSeverity>()];
    private static readonly string Levels = $"{string.Join(", ", Words.SkipLast(1))} or {Words[^1]}";

    private readonly SettingsFaults _faults;
    private readonly Dictionary<string, RuleSetting> _rules = new(StringComparer.Ordinal);

    public RuleSettingsTree(SettingsFaults faults) => _faults = faults;

    public Dictionary<string, RuleSetting> Read(TreeNode node)
    {
        if (node is not TreeMapping mapping)
        {
            _faults.AddWrong("rules", node, "a map from ids or names of rules, such as CP1011: Off");
            return _rules;
        }

        foreach (var field in mapping.Fields)
        {
            if (Find(field) is not { } rule) continue;
            if (!_rules.TryAdd(rule.Id, Setting(rule, field.Value)))
                _faults.Add(field.KeySpan, $"{rule.Id} {rule.Name} is set twice, by its id and by its name. Keep one.");
        }

        return _rules;
    }

    private RuleDescriptor? Find(TreeField field)
    {
        var word = field.Key;
        var rule = PracticeCatalogue.Descriptors.FirstOrDefault(known =>
            string.Equals(known.Id, word, StringComparison.OrdinalIgnoreCase) || string.Equals(known.Name, word, StringComparison.OrdinalIgnoreCase));
        if (rule is not null) return rule;
        _faults.AddUnknown(
            "No rule has the id or name", word, field.KeySpan, [.. PracticeCatalogue.Descriptors.SelectMany(known => (string[])[known.Id, known.Name])],
            "List the rules with Get-PolicyEfficiencyRule; each is named by itself, without wildcards.");
        return null;
    }

    private RuleSetting Setting(RuleDescriptor rule, TreeNode node)
    {
        switch (node)
        {
            case TreeScalar { Kind: not ScalarKind.Null } level:
                return Level(rule, level) ?? RuleSetting.None;
            case TreeMapping mapping:
                var setting = RuleSetting.None with { Runs = true };
                foreach (var field in mapping.Fields) setting = setting.With(Field(rule, field));
                return setting;
            default:
                _faults.AddWrong(rule.Id, node, $"{Levels}, or a map with {string.Join(", ", Keys(rule))}");
                return RuleSetting.None;
        }
    }

    private RuleSetting Field(RuleDescriptor rule, TreeField field)
    {
        if (field.Key == SeverityKey)
        {
            if (field.Value is TreeScalar { Kind: not ScalarKind.Null } level) return Level(rule, level) ?? RuleSetting.None;
            _faults.AddWrong($"{SeverityKey} of {rule.Id}", field.Value, Levels);
            return RuleSetting.None;
        }

        switch (rule.Parameters.FirstOrDefault(known => known.Name == field.Key))
        {
            case RuleThreshold threshold:
                return Number(threshold, field.Value) is { } number ? RuleSetting.None with { Thresholds = [new(threshold, number)] } : RuleSetting.None;
            case RuleLabelKeys keys:
                return RuleSetting.None with { LabelKeys = LabelKeys(keys, field.Value) };
            default:
                _faults.AddUnknown($"{rule.Id} {rule.Name} has no", field.Key, field.KeySpan, Keys(rule), $"Known here: {string.Join(", ", Keys(rule))}.");
                return RuleSetting.None;
        }
    }

    // YAML takes the word off for a Boolean; a text in quotes is the same word.
    private RuleSetting? Level(RuleDescriptor rule, TreeScalar scalar)
    {
        if (string.Equals(scalar.Text, Off, StringComparison.OrdinalIgnoreCase)) return RuleSetting.None with { Runs = false };
        if (Words.FirstOrDefault(word => string.Equals(word, scalar.Text, StringComparison.OrdinalIgnoreCase)) is { } level)
            return RuleSetting.None with { Runs = true, Severity = Enum.Parse<FindingSeverity>(level) };
        _faults.AddUnknown($"{rule.Id} has no severity", scalar.Text, scalar.Span, Words, $"Write {Levels}.");
        return null;
    }

    private int? Number(RuleThreshold threshold, TreeNode node)
    {
        if (node is TreeScalar { Kind: ScalarKind.Integer } scalar && ScalarValues.TryGetInteger(scalar, out var number)
            && number >= threshold.Least && number <= RuleThreshold.Most)
            return (int)number;
        _faults.AddWrong(
            $"{threshold.Name} of {threshold.RuleId}", node, FormattableString.Invariant($"a whole number from {threshold.Least} to {RuleThreshold.Most}"));
        return null;
    }

    private ValueList<string> LabelKeys(RuleLabelKeys parameter, TreeNode node)
    {
        var keys = new List<string>();
        foreach (var entry in _faults.Texts($"{parameter.Name} of {parameter.RuleId}", node, "label keys, such as [zone, owner]"))
        {
            if (!KubernetesNames.IsQualifiedName(entry.Text))
                _faults.Add(entry.Span, $"'{entry.Text}' is no label key: letters, digits, '-', '_' and '.', up to 63 of them, with or without a DNS name and '/' in front.");
            else if (keys.Contains(entry.Text))
                _faults.Add(entry.Span, $"The label key '{entry.Text}' is there twice. Keep one.");
            else
                keys.Add(entry.Text);
        }

        return ValueList.Of(keys);
    }

    private static string[] Keys(RuleDescriptor rule) => [SeverityKey, .. rule.Parameters.Select(parameter => parameter.Name)];
}
