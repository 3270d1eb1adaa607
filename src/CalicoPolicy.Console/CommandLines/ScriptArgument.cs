namespace CalicoPolicy.ConsoleHost.CommandLines;

/// <summary>
/// One argument for a script. With a name only, the engine decides whether it is a switch or takes the next argument,
/// exactly as it does for a command that was typed.
/// </summary>
/// <param name="Name">The parameter as written, with its dash and without a colon; null for a positional argument.</param>
/// <param name="Value">The value, a string or (after a colon) a Boolean; null for a name alone.</param>
internal sealed record ScriptArgument(string? Name, object? Value);
