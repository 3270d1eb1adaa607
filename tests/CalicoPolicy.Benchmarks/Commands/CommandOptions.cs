using System.Globalization;

namespace CalicoPolicy.Benchmarks.Commands;

/// <summary>Options of the form <c>--name value</c>.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="args">What was given.</param>
    /// <param name="names">The options that there are, without dashes.</param>
    public CommandOptions(string[] args, params string[] names)
    {
        for (var index = 0; index < args.Length; index += 2)
        {
            if (!args[index].StartsWith("--", StringComparison.Ordinal) || !names.Contains(args[index][2..], StringComparer.Ordinal))
                throw new UsageException($"There is no option '{args[index]}'.");
            if (index + 1 == args.Length) throw new UsageException($"{args[index]} needs a value.");
            _values[args[index][2..]] = args[index + 1];
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A whole number, at least <paramref name="least"/>.</summary>
    public int Number(string name, int otherwise, int least = 1)
    {
        if (!_values.TryGetValue(name, out var text)) return otherwise;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new UsageException($"--{name} takes a whole number from {least} on, not '{text}'.");
    }
}
