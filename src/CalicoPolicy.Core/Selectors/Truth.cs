namespace CalicoPolicy.Core.Selectors;

/// <summary>Whether something holds, as far as is known. In this order, so that the lesser of two is their <c>and</c>.</summary>
public enum Truth : byte
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>It may or may not: something that it depends on is not known.</summary>
    Maybe,

    /// <summary>It does.</summary>
    Yes,
}
