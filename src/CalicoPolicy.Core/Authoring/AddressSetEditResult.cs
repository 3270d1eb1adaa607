using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Authoring;

/// <summary>A network set after an edit.</summary>
/// <param name="Set">The set; what is unreadable is in it no more.</param>
/// <param name="Warnings">What did not go as the edit says.</param>
/// <param name="Unreadable">The members, old and new, that are neither address blocks nor addresses.</param>
public sealed record AddressSetEditResult(AddressSet Set, IReadOnlyList<string> Warnings, IReadOnlyList<AddressEntry> Unreadable);
