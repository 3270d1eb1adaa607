namespace CalicoPolicy.Core.Selectors;

/// <summary>What a selector may ask about one label.</summary>
public enum LabelOperator
{
    /// <summary><c>has(label)</c>: the label is there, whatever its value.</summary>
    Has,

    /// <summary><c>label == 'value'</c>: false without the label.</summary>
    Equal,

    /// <summary><c>label != 'value'</c>: true without the label.</summary>
    NotEqual,

    /// <summary><c>label in {'a', 'b'}</c>: false without the label.</summary>
    In,

    /// <summary><c>label not in {'a', 'b'}</c>: true without the label.</summary>
    NotIn,

    /// <summary><c>label contains 'text'</c>: false without the label.</summary>
    Contains,

    /// <summary><c>label starts with 'text'</c>: false without the label.</summary>
    StartsWith,

    /// <summary><c>label ends with 'text'</c>: false without the label.</summary>
    EndsWith,
}
