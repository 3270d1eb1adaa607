using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>A key and its value.</summary>
/// <param name="Key">The key as text; a number or Boolean key comes as kubectl writes it in JSON.</param>
/// <param name="KeySpan">The key's text.</param>
/// <param name="Value">The value.</param>
public readonly record struct TreeField(string Key, TextSpan KeySpan, TreeNode Value);
