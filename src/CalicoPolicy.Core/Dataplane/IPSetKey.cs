namespace CalicoPolicy.Core.Dataplane;

/// <summary>What makes two IP sets the same one on a node (felix/calc/rule_scanner.go, IPSetData.UniqueID).</summary>
/// <param name="Type">What it holds.</param>
/// <param name="Filter">The canonical selector; of a service its namespace and name; the domains.</param>
/// <param name="Port">The name of the port; empty for other types.</param>
/// <param name="Protocol">The port's protocol by number; -1: any.</param>
internal readonly record struct IPSetKey(IPSetType Type, string Filter, string Port, int Protocol);
