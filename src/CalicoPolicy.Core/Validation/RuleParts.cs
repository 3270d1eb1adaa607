namespace CalicoPolicy.Core.Validation;

/// <summary>Parts of a rule that a comparison may leave out.</summary>
[Flags]
internal enum RuleParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>action</c>.</summary>
    Action = 1,

    /// <summary><c>source.nets</c>.</summary>
    SourceNets = 2,

    /// <summary><c>destination.nets</c>.</summary>
    DestinationNets = 4,

    /// <summary><c>source.ports</c>.</summary>
    SourcePorts = 8,

    /// <summary><c>destination.ports</c>.</summary>
    DestinationPorts = 16,

    /// <summary><c>domains</c> of either side.</summary>
    Domains = 32,
}
