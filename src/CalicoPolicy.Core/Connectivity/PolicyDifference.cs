using CalicoPolicy.Core.Documents.Differences;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>A field in which two sets of resources differ, or an object that only one of them has.</summary>
public sealed record PolicyDifference
{
    /// <summary>Whether the second set has more, less or something else there.</summary>
    public required TreeChangeKind Change { get; init; }

    /// <summary>The object's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The object's namespace; null where it has none.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The object's name.</summary>
    public required string Name { get; init; }

    /// <summary>The way to the field as JSONPath, in the object that has it; <c>$</c> where it is the whole object.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// What the first set has there: a text, number or Boolean; one line of JSON for what has parts; the resource where it is the whole
    /// object; null where it has nothing.
    /// </summary>
    public object? ReferenceValue { get; init; }

    /// <summary>What the second set has there.</summary>
    public object? DifferenceValue { get; init; }

    /// <summary>The file of the first set's object; null where it has none or was not read from one.</summary>
    public string? ReferenceFile { get; init; }

    /// <summary>The line of the field, or of the nearest one around it; null where there is none.</summary>
    public int? ReferenceLine { get; init; }

    /// <summary>The file of the second set's object; null where it has none or was not read from one.</summary>
    public string? DifferenceFile { get; init; }

    /// <summary>The line of the field, or of the nearest one around it; null where there is none.</summary>
    public int? DifferenceLine { get; init; }

    /// <summary>The difference in one line.</summary>
    public override string ToString() => $"{Kind} {(Namespace is null ? Name : $"{Namespace}/{Name}")} {Path}: {Change}";
}
