using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Yaml;

/// <summary>A field or item of a block mapping or list, as it stands in a text.</summary>
/// <param name="Start">The offset of its key or dash.</param>
/// <param name="HeadEnd">The offset after its colon or dash.</param>
/// <param name="End">The offset after the last character of its value.</param>
/// <param name="Column">The column of its key or dash, from 0.</param>
/// <param name="IsItem">Whether it is an item.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct BlockPart(int Start, int HeadEnd, int End, int Column, bool IsItem, TreeNode Value);
