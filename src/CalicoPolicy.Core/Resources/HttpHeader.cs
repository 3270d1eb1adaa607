namespace CalicoPolicy.Core.Resources;

/// <summary>A criterion on an HTTP header (Calico Enterprise).</summary>
public sealed record HttpHeader : ResourcePart
{
    /// <summary>The header's name.</summary>
    public string Header { get; init; } = string.Empty;

    /// <summary>Exists, DoesNotExist, HasPrefix, HasSuffix, In, NotIn or MatchesRegex.</summary>
    public string Operator { get; init; } = string.Empty;

    /// <summary>The operator's values.</summary>
    public IReadOnlyList<string> Values { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
