namespace CalicoPolicy.Core.Documents.Revisions;

/// <summary>A part of a text and what it is to become.</summary>
/// <param name="Start">The offset of its first character.</param>
/// <param name="End">The offset after its last character; the start where something is put in.</param>
/// <param name="Text">Its new text.</param>
public readonly record struct TextEdit(int Start, int End, string Text)
{
    /// <summary>A text with edits carried out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edits">The edits, none reaching into another; those at the same place come out in their order.</param>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var changed = new System.Text.StringBuilder(text.Length);
        var position = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.End))
        {
            if (edit.Start < position) throw new ArgumentException("Edits reach into each other.", nameof(edits));
            changed.Append(text, position, edit.Start - position).Append(edit.Text);
            position = edit.End;
        }

        return changed.Append(text, position, text.Length - position).ToString();
    }
}
