namespace CalicoPolicy.Core.Resources;

/// <summary>
/// An object of Calico or Kubernetes. Immutable; equal to another by content, wherever either was read.
/// Fields of <c>spec</c> stand at the top level.
/// </summary>
public abstract record Resource : ResourcePart
{
    private readonly NotCompared<Location> _location = new(Location.None);
    private readonly NotCompared<IReadOnlyList<Origin>> _origins = new(ValueList<Origin>.None);

    /// <summary>The API group and version, e.g. <c>projectcalico.org/v3</c>; the same for what was read as <c>crd.projectcalico.org/v1</c>.</summary>
    public abstract string ApiVersion { get; }

    /// <summary>The kind as Kubernetes names it, e.g. <c>GlobalNetworkPolicy</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether objects of this kind live in a namespace.</summary>
    public abstract bool IsNamespaced { get; }

    /// <summary>Name, namespace, labels and annotations.</summary>
    public ObjectMetadata Metadata { get; init => field = value ?? ObjectMetadata.None; } = ObjectMetadata.None;

    /// <summary>The object's name.</summary>
    public string Name => Metadata.Name;

    /// <summary>The namespace; null where the kind has none or the document does not say.</summary>
    public string? Namespace => Metadata.Namespace;

    /// <summary>The labels.</summary>
    public LabelMap Labels => Metadata.Labels;

    /// <summary>The annotations.</summary>
    public LabelMap Annotations => Metadata.Annotations;

    /// <summary>The object that manages this one, e.g. the ReplicaSet of a pod; null where there is none.</summary>
    public OwnerReference? Owner => Metadata.OwnerReferences.FirstOrDefault(owner => owner.Controller == true);

    /// <summary>The fields of <c>spec</c> that the model does not know, in the order of the text.</summary>
    public IReadOnlyList<UnknownField> UnknownSpecFields { get; init => field = ValueList.Of(value); } = ValueList<UnknownField>.None;

    /// <summary>Where the object was read. Not part of equality.</summary>
    public Location Location
    {
        get => _location.Value;
        init => _location = new(value ?? Location.None);
    }

    /// <summary>The documents that the object came from: more than one after a merge, none when it was built. Not part of equality.</summary>
    public IReadOnlyList<Origin> Origins
    {
        get => _origins.Value;
        init => _origins = new(ValueList.Of(value));
    }

    /// <summary>In a few words whom the object selects or what it holds, for tables; its labels where there is nothing better.</summary>
    public virtual string Summary => Labels.ToString();

    /// <summary>Kind and name, as in <c>NetworkPolicy shop/allow-web</c>.</summary>
    public sealed override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
