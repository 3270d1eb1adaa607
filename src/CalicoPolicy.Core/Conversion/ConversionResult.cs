using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>An object of another kind with the same meaning, or why there is none.</summary>
public sealed record ConversionResult
{
    /// <summary>The new object; null where there are errors.</summary>
    public Resource? Resource { get; init; }

    /// <summary>Why there is none.</summary>
    public IReadOnlyList<ConversionError> Errors { get; init => field = ValueList.Of(value); } = ValueList<ConversionError>.None;

    /// <summary>What to bear in mind about the new object; null: nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>No object, for one reason.</summary>
    internal static ConversionResult Failure(ConversionErrorCode code, string message, string action) => new() { Errors = [new(code, message, action)] };
}
