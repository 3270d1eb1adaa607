namespace CalicoPolicy.Core.Dataplane;

/// <summary>In which table of the kernel's a chain is.</summary>
internal enum PolicyTable
{
    /// <summary>Traffic of endpoints, and what goes through hosts.</summary>
    Filter,

    /// <summary>Traffic before addresses of services are translated, and once more what leaves a host.</summary>
    Mangle,

    /// <summary>Traffic before connections are tracked.</summary>
    Raw,
}
