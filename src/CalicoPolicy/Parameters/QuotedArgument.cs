using System.Text;

namespace CalicoPolicy.Parameters;

/// <summary>The text of an argument as it is typed, perhaps between quotes of which the last is not there yet.</summary>
/// <param name="Text">The text without quotes.</param>
/// <param name="Quote">The quote in which to write it.</param>
internal readonly record struct QuotedArgument(string Text, char Quote)
{
    /// <summary>Reads what was typed. Without quotes, double ones are taken from here on: selectors have single ones.</summary>
    public static QuotedArgument Read(string typed)
    {
        if (typed.Length == 0 || typed[0] is not ('\'' or '"')) return new(typed, '"');
        var quote = typed[0];
        var text = new StringBuilder();
        for (var index = 1; index < typed.Length; index++)
        {
            var isLast = index + 1 == typed.Length;
            if (typed[index] == quote && isLast) break;

            // The engine hands on some texts with doubled quotes already made single.
            if (!isLast && (typed[index] == quote ? typed[index + 1] == quote : typed[index] == '`' && quote == '"')) index++;
            text.Append(typed[index]);
        }

        return new(text.ToString(), quote);
    }

    /// <summary>Another text in the same quotes.</summary>
    public string With(string text)
    {
        var written = Quote == '\''
            ? text.Replace("'", "''", StringComparison.Ordinal)
            : text.Replace("`", "``", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal);
        return $"{Quote}{written}{Quote}";
    }
}
