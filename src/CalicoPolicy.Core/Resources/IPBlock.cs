namespace CalicoPolicy.Core.Resources;

/// <summary>An address block with holes.</summary>
public sealed record IPBlock : ResourcePart
{
    /// <summary>The block, as <c>address/length</c>.</summary>
    public string Cidr { get; init; } = string.Empty;

    /// <summary>Blocks inside of it that are not meant.</summary>
    public IReadOnlyList<string> Except { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
