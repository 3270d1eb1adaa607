using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>Collects what is wrong with a settings file.</summary>
internal sealed class SettingsFaults
{
    private readonly List<SettingsFault> _found = [];
    private readonly string _file;

    public SettingsFaults(string file) => _file = file;

    public void Add(TextSpan place, string message) => _found.Add(new(_file, place.Start, message));

    /// <summary>Something that is not of the type that is asked for.</summary>
    public void AddWrong(string what, TreeNode node, string expected) => Add(node.Span, $"{what} is {Shown(node)}. Write {expected}.");

    /// <summary>A word that is not known, and the one that was probably meant.</summary>
    public void AddUnknown(string what, string word, TextSpan place, IReadOnlyCollection<string> known, string otherwise) =>
        Add(place, $"{what} '{word}'. {(NearWord.Find(known, word) is { } near ? $"Write {near}, if that is meant." : otherwise)}");

    /// <summary>The entries of a list of texts; a fault for what is none.</summary>
    public IEnumerable<TreeScalar> Texts(string what, TreeNode node, string expected)
    {
        if (node is not TreeSequence list)
        {
            AddWrong(what, node, $"a list of {expected}");
            yield break;
        }

        foreach (var item in list.Items)
        {
            if (item is TreeScalar { Kind: ScalarKind.String } text)
                yield return text;
            else
                AddWrong($"An entry of {what}", item, "a text, in quotes if need be");
        }
    }

    public void ThrowIfAny()
    {
        if (_found.Count > 0) throw new SettingsException([.. _found.OrderBy(fault => fault.Place)]);
    }

    private static string Shown(TreeNode node) => node switch
    {
        TreeMapping => "a map",
        TreeSequence => "a list",
        TreeScalar { Kind: ScalarKind.Null } => "empty",
        TreeScalar scalar => $"'{scalar.Text}'",
        _ => "something else",
    };
}
