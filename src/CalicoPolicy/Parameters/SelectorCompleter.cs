using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using CalicoPolicy.Core.Authoring.Completion;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Parameters;

/// <summary>Goes on with a selector, with the labels of the snapshot, else of the current folder.</summary>
public sealed class SelectorCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var argument = QuotedArgument.Read(wordToComplete ?? string.Empty);
        foreach (var suggestion in SelectorCompletion.Complete(argument.Text, SessionWords.For(fakeBoundParameters).LabelsOf(PlaceOf(parameterName))))
            yield return new(argument.With(suggestion.Text), suggestion.Word, CompletionResultType.ParameterValue, suggestion.Text);
    }

    private static SelectorPlaces PlaceOf(string parameterName)
    {
        if (parameterName.StartsWith("Namespace", StringComparison.OrdinalIgnoreCase)) return SelectorPlaces.Namespace;
        return parameterName.StartsWith("ServiceAccount", StringComparison.OrdinalIgnoreCase) ? SelectorPlaces.ServiceAccount : SelectorPlaces.Endpoint;
    }
}
