using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>Makes settings of the tree of a file.</summary>
internal sealed class SettingsTree
{
    private static readonly string[] Keys = ["preset", "target", "rules", "ignoredPaths"];

    private readonly string _path;
    private readonly SettingsFaults _faults;

    public SettingsTree(string path, SettingsFaults faults)
    {
        _path = path;
        _faults = faults;
    }

    public SettingsFile Read(TreeNode root)
    {
        if (root is TreeScalar { Kind: ScalarKind.Null }) return SettingsFile.None;
        if (root is not TreeMapping mapping)
        {
            _faults.AddWrong("The file", root, $"a map of {string.Join(", ", Keys)}");
            return SettingsFile.None;
        }

        var settings = SettingsFile.None;
        var rules = new Dictionary<string, RuleSetting>(StringComparer.Ordinal);
        var ignored = IgnoredPaths.None;
        foreach (var field in mapping.Fields)
        {
            switch (field.Key)
            {
                case "preset": settings = settings with { Preset = Preset(field.Value) }; break;
                case "target": settings = settings with { Target = Target(field.Value) }; break;
                case "rules": rules = new RuleSettingsTree(_faults).Read(field.Value); break;
                case "ignoredPaths": ignored = new(Path.GetDirectoryName(_path)!, Globs(field.Value)); break;
                default: _faults.AddUnknown("A settings file has no", field.Key, field.KeySpan, Keys, $"Known here: {string.Join(", ", Keys)}."); break;
            }
        }

        return settings with { Rules = new RuleSettings(rules) { IgnoredPaths = ignored } };
    }

    private RulePreset? Preset(TreeNode node)
    {
        var names = Enum.GetNames<RulePreset>();
        var known = $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
        if (node is not TreeScalar { Kind: ScalarKind.String } scalar)
            _faults.AddWrong("preset", node, known);
        else if (names.FirstOrDefault(name => string.Equals(name, scalar.Text, StringComparison.OrdinalIgnoreCase)) is { } name)
            return Enum.Parse<RulePreset>(name);
        else
            _faults.AddUnknown("There is no preset", scalar.Text, scalar.Span, names, $"Write {known}.");
        return null;
    }

    private CalicoTarget? Target(TreeNode node)
    {
        if (node is not TreeScalar { Kind: ScalarKind.String } scalar)
            _faults.AddWrong("target", node, "a product, with a version if need be, such as OpenSource/3.31");
        else if (CalicoTarget.TryParse(scalar.Text, out var target))
            return target;
        else
            _faults.Add(scalar.Span, $"'{scalar.Text}' is no target. Write OpenSource or Enterprise, with a version if need be, such as OpenSource/3.31.");
        return null;
    }

    private ValueList<PathGlob> Globs(TreeNode node)
    {
        var globs = new List<PathGlob>();
        foreach (var entry in _faults.Texts("ignoredPaths", node, "globs, such as [vendor/**]"))
        {
            if (PathGlob.TryParse(entry.Text, out var glob, out var fault))
                globs.Add(glob);
            else
                _faults.Add(entry.Span, fault);
        }

        return ValueList.Of(globs);
    }
}
