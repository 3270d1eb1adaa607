using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Quarantine;

/// <summary>Which pods are meant: by name, by workload, by selector, or all of some namespaces.</summary>
public sealed record QuarantineQuery
{
    /// <summary>The namespaces; none: all for a selector, the default one for names.</summary>
    public IReadOnlyList<string> Namespaces { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>The namespace of names without one.</summary>
    public string DefaultNamespace { get; init; } = "default";

    /// <summary>Pods as <c>name</c> or <c>namespace/name</c>.</summary>
    public IReadOnlyList<string> Names { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Workloads as <c>name</c>, <c>kind/name</c> or <c>namespace/kind/name</c>; kinds as kubectl shortens them.</summary>
    public IReadOnlyList<string> Workloads { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Selects pods by label, with what they inherit; null: no selector is asked for.</summary>
    public Selector? Selector { get; init; }

    /// <summary>Whether all pods of <see cref="Namespaces"/> are meant, where nothing else is asked for.</summary>
    internal bool IsForNamespaces => Names.Count == 0 && Workloads.Count == 0 && Selector is null && Namespaces.Count > 0;
}
