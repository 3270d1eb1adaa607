using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;
using CalicoPolicy.ConsoleHost.Terminals;

namespace CalicoPolicy.ConsoleHost.Hosting;

/// <summary>
/// Asks whoever is at standard input, a person or a pipe that holds the answers, one a line. A question that nobody can
/// answer is an error that says how not to be asked.
/// </summary>
/// <param name="terminal">Where questions are written.</param>
/// <param name="canAsk">False when every question is an error.</param>
internal sealed class Questions(Terminal terminal, bool canAsk)
{
    private const string HelpAnswer = "?";

    /// <summary>Reads one line.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public string ReadLine() => Answer("input was asked for", "Give the value as a parameter of the script.");

    /// <summary>Reads one line without showing it.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public SecureString ReadSecret()
    {
        var secret = new SecureString();
        if (terminal.InputIsTerminal && canAsk)
        {
            ReadHidden(secret);
        }
        else
        {
            foreach (var character in Answer("a secret was asked for", "Give it as a parameter of the script."))
            {
                secret.AppendChar(character);
            }
        }

        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>Asks for one of several choices, as a confirmation does.</summary>
    /// <returns>The index of the choice.</returns>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        var what = $"a question was asked ({OneLine(caption, message)})";
        const string Hint = "Pass -Confirm:$false to go on without being asked.";
        if (!canAsk)
        {
            throw NoAnswer(what, Hint);
        }

        WriteHeading(caption, message);
        var menu = choices.Select(choice => new Choice(choice)).ToArray();
        while (true)
        {
            terminal.WriteQuestion(Menu(menu, defaultChoice));
            var answer = Answer(what, Hint).Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (answer == HelpAnswer)
            {
                foreach (var choice in menu)
                {
                    terminal.WriteQuestion($"{choice.Key} - {choice.Help}\n");
                }
            }
            else if (Array.FindIndex(menu, choice => choice.Matches(answer)) is var index and >= 0)
            {
                return index;
            }
        }
    }

    /// <summary>Asks for values by name, as for mandatory parameters that were left out.</summary>
    /// <returns>The values, converted to the type that each field names.</returns>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public Dictionary<string, PSObject> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        if (!canAsk)
        {
            throw NoAnswer("a value was asked for", $"Give the value of {string.Join(", ", fields.Select(field => field.Name))}.");
        }

        WriteHeading(caption, message);
        var values = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
        {
            values[field.Name] = PSObject.AsPSObject(AskField(field));
        }

        return values;
    }

    /// <summary>Asks for a user and a password.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public PSCredential AskCredential(string caption, string message, string userName)
    {
        const string What = "a credential was asked for";
        const string Hint = "Give a credential as a parameter of the script.";
        if (!canAsk)
        {
            throw NoAnswer(What, Hint);
        }

        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            terminal.WriteQuestion("User: ");
            userName = Answer(What, Hint);
        }

        terminal.WriteQuestion($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    private static string Menu(Choice[] choices, int defaultChoice)
    {
        var menu = new StringBuilder();
        for (var i = 0; i < choices.Length; i++)
        {
            var style = i == defaultChoice ? PSStyle.Instance.Foreground.BrightYellow : string.Empty;
            var reset = style.Length == 0 ? string.Empty : PSStyle.Instance.Reset;
            menu.Append(CultureInfo.InvariantCulture, $"{style}[{choices[i].Key}] {choices[i].Label}{reset}  ");
        }

        menu.Append("[?] Help");
        if (defaultChoice >= 0)
        {
            menu.Append(CultureInfo.InvariantCulture, $" (default is \"{choices[defaultChoice].Key}\")");
        }

        return menu.Append(": ").ToString();
    }

    private static string OneLine(string caption, string message) =>
        string.Join(": ", new[] { caption, message?.ReplaceLineEndings(" ") }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static PSInvalidOperationException NoAnswer(string what, string hint) =>
        new($"{char.ToUpperInvariant(what[0])}{what[1..]}, but there is nobody to answer it: standard input has no answer, or -NonInteractive was given. {hint}");

    private static Type? TypeOf(string? name) =>
        !string.IsNullOrEmpty(name) && LanguagePrimitives.TryConvertTo<Type>(name, CultureInfo.InvariantCulture, out var type) ? type : null;

    private object AskField(FieldDescription field)
    {
        var type = TypeOf(field.ParameterAssemblyFullName) ?? TypeOf(field.ParameterTypeFullName) ?? typeof(string);
        if (type == typeof(PSCredential))
        {
            return AskCredential(string.Empty, string.Empty, string.Empty);
        }

        if (type == typeof(SecureString))
        {
            terminal.WriteQuestion($"{field.Name}: ");
            return ReadSecret();
        }

        return type.IsArray ? AskItems(field, type) : AskValue(field, field.Name, type)!;
    }

    private object AskItems(FieldDescription field, Type arrayType)
    {
        var items = new List<object>();
        while (AskValue(field, $"{field.Name}[{items.Count.ToString(CultureInfo.InvariantCulture)}]", arrayType.GetElementType()!, emptyEnds: true) is { } item)
        {
            items.Add(item);
        }

        return LanguagePrimitives.ConvertTo(items.ToArray(), arrayType, CultureInfo.InvariantCulture);
    }

    private object? AskValue(FieldDescription field, string label, Type type, bool emptyEnds = false)
    {
        while (true)
        {
            terminal.WriteQuestion($"{label}: ");
            var answer = Answer("a value was asked for", $"Give the value of {field.Name}.");
            if (answer.Length == 0 && emptyEnds)
            {
                return null;
            }

            if (answer == "!?")
            {
                terminal.WriteQuestion((string.IsNullOrEmpty(field.HelpMessage) ? "No help is available." : field.HelpMessage) + "\n");
                continue;
            }

            if (LanguagePrimitives.TryConvertTo(answer, type, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }

            terminal.WriteQuestion($"'{answer}' is not a value of type {type.Name}.\n");
        }
    }

    private void WriteHeading(string? caption, string? message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            terminal.WriteQuestion($"\n{PSStyle.Instance.Bold}{caption}{PSStyle.Instance.Reset}\n");
        }

        if (!string.IsNullOrEmpty(message))
        {
            terminal.WriteQuestion(message + "\n");
        }
    }

    private string Answer(string what, string hint)
    {
        var answer = canAsk ? Console.In.ReadLine() : null;
        if (canAsk && !terminal.InputIsTerminal)
        {
            // A terminal echoes the Enter key; a pipe does not.
            terminal.WriteQuestion("\n");
        }

        return answer ?? throw NoAnswer(what, hint);
    }

    private void ReadHidden(SecureString secret)
    {
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                if (secret.Length > 0)
                {
                    secret.RemoveAt(secret.Length - 1);
                }
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
            }
        }

        terminal.WriteQuestion("\n");
    }
}
