namespace CalicoPolicy.Core.Conversion;

/// <summary>Why an object is not converted.</summary>
/// <param name="Code">Which error, for programs.</param>
/// <param name="Message">What is wrong, for people: begins with the object.</param>
/// <param name="Action">What to do about it.</param>
public sealed record ConversionError(ConversionErrorCode Code, string Message, string Action);
