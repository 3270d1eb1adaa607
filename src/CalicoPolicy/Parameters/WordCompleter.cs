using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CalicoPolicy.Parameters;

/// <summary>Completes an argument from a closed set of words; other words are still allowed.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <summary>The words, in the order in which they are offered.</summary>
    protected virtual IEnumerable<string> Words => [];

    /// <summary>The words for a command and what was typed of it; all of them unless the completer knows better.</summary>
    protected virtual IEnumerable<string> WordsFor(string command, IDictionary parameters) => Words;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = (wordToComplete ?? string.Empty).Trim('\'', '"');
        foreach (var word in WordsFor(commandName ?? string.Empty, fakeBoundParameters ?? new Hashtable()))
        {
            if (word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                yield return new CompletionResult(IsPlain(word) ? word : Quoted(word), word, CompletionResultType.ParameterValue, word);
        }
    }

    /// <summary>Whether a word needs no quotes.</summary>
    protected virtual bool IsPlain(string word) => word.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    private static string Quoted(string word) => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";
}
