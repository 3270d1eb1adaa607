using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Authoring;

/// <summary>The name of a namespace, or with <c>*</c> at its start or end, a part of it: <c>tigera-*</c>.</summary>
public sealed record NamespacePattern
{
    private const int MaxLength = 63;
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly LabelOperator _operator;

    private NamespacePattern(string name, LabelOperator @operator)
    {
        Name = name;
        _operator = @operator;
    }

    /// <summary>The name, or the part, without stars.</summary>
    public string Name { get; }

    /// <summary>Whether this is one whole name.</summary>
    public bool IsWhole => _operator == LabelOperator.Equal;

    /// <summary>Reads a pattern; <c>*</c> alone is none.</summary>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out NamespacePattern? pattern)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (isOpenBefore, isOpenBehind) = (text.StartsWith('*'), text.EndsWith('*'));
        var name = text.Trim('*');
        pattern = (isOpenBefore, isOpenBehind) switch
        {
            (true, true) => new(name, LabelOperator.Contains),
            (true, false) => new(name, LabelOperator.EndsWith),
            (false, true) => new(name, LabelOperator.StartsWith),
            _ => new(name, LabelOperator.Equal),
        };
        if (name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(Characters)) return true;
        pattern = null;
        return false;
    }

    /// <summary>The pattern as a test of a namespace selector.</summary>
    internal LabelValueNode ToNode() => new(AutomaticLabels.Name, _operator, Name);

    /// <summary>The pattern as it is written.</summary>
    public override string ToString() => _operator switch
    {
        LabelOperator.StartsWith => $"{Name}*",
        LabelOperator.EndsWith => $"*{Name}",
        LabelOperator.Contains => $"*{Name}*",
        _ => Name,
    };
}
