namespace CalicoPolicy.Core.Resources;

/// <summary>Which Calico a cluster runs.</summary>
public enum CalicoProduct
{
    /// <summary>Calico Open Source.</summary>
    OpenSource,

    /// <summary>Calico Enterprise, and Calico Cloud, which shares its fields.</summary>
    Enterprise,
}
