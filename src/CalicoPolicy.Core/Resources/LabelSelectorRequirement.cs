namespace CalicoPolicy.Core.Resources;

/// <summary>An expression of a <see cref="LabelSelector"/>.</summary>
public sealed record LabelSelectorRequirement : ResourcePart
{
    /// <summary>The label's key.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    public string Operator { get; init; } = string.Empty;

    /// <summary>The values of In and NotIn; none for the others.</summary>
    public IReadOnlyList<string> Values { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The requirement as kubectl writes it: <c>tier in (a,b)</c>, <c>tier</c>, <c>!tier</c>.</summary>
    public override string ToString() => Operator switch
    {
        "In" => $"{Key} in ({string.Join(',', Values)})",
        "NotIn" => $"{Key} notin ({string.Join(',', Values)})",
        "Exists" => Key,
        "DoesNotExist" => $"!{Key}",
        _ => $"{Key} {Operator} ({string.Join(',', Values)})",
    };
}
