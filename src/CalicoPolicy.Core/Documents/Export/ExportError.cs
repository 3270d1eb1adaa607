namespace CalicoPolicy.Core.Documents.Export;

/// <summary>A file that is not written, and why.</summary>
/// <param name="Code">Which error, for programs.</param>
/// <param name="Message">What is wrong, for people.</param>
/// <param name="Action">What to do about it.</param>
public sealed record ExportError(ExportErrorCode Code, string Message, string Action);
