namespace CalicoPolicy.Core.Reporting.Diagrams;

/// <summary>A node of a diagram.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Group">The namespace that it is drawn in; null: none.</param>
/// <param name="Label">Its name; null for a place where arrows of several to several meet.</param>
/// <param name="IsOutside">Whether it lies outside the cluster.</param>
internal sealed record DiagramNode(int Number, string? Group, string? Label, bool IsOutside);
