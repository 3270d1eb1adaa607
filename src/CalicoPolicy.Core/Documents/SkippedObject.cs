using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>An object of a kind that the model does not hold, such as a ConfigMap; it was passed over.</summary>
/// <param name="ApiVersion">Its API version.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="File">Its file; null where the text came from elsewhere.</param>
/// <param name="Span">Its place.</param>
public sealed record SkippedObject(string ApiVersion, string Kind, string Name, string? File, TextSpan Span);
