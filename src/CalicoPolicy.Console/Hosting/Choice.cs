using System.Management.Automation.Host;

namespace CalicoPolicy.ConsoleHost.Hosting;

/// <summary>One answer of a question: in a label such as <c>Yes to &amp;All</c> the letter after the ampersand chooses it.</summary>
internal sealed class Choice
{
    /// <summary>Reads the label of a choice.</summary>
    public Choice(ChoiceDescription description)
    {
        var mark = description.Label.IndexOf('&', StringComparison.Ordinal);
        Label = mark < 0 ? description.Label : description.Label.Remove(mark, 1);
        Key = mark >= 0 && mark < Label.Length ? Label[mark..(mark + 1)].ToUpperInvariant() : Label;
        Help = string.IsNullOrEmpty(description.HelpMessage) ? Label : description.HelpMessage;
    }

    /// <summary>The letter to type; the whole label when it marks none.</summary>
    public string Key { get; }

    /// <summary>The label without its mark.</summary>
    public string Label { get; }

    /// <summary>What the choice does.</summary>
    public string Help { get; }

    /// <summary>Whether the answer is this choice, by letter or by label, in any case.</summary>
    public bool Matches(string answer) =>
        answer.Equals(Key, StringComparison.OrdinalIgnoreCase) || answer.Equals(Label, StringComparison.OrdinalIgnoreCase);
}
