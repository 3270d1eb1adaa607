namespace CalicoPolicy.Core.Resources;

/// <summary>Criteria on an HTTP request; only application layer policy applies them, the kernel dataplanes ignore them.</summary>
public sealed record HttpMatch : ResourcePart
{
    /// <summary>Methods, one of which must match.</summary>
    public IReadOnlyList<string> Methods { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Paths, one of which must match.</summary>
    public IReadOnlyList<HttpPath> Paths { get; init => field = ValueList.Of(value); } = ValueList<HttpPath>.None;

    /// <summary>Headers, all of which must match (Calico Enterprise).</summary>
    public IReadOnlyList<HttpHeader> Headers { get; init => field = ValueList.Of(value); } = ValueList<HttpHeader>.None;
}
