namespace CalicoPolicy.Core.Tests.Dataplane.Reference;

/// <summary>A rule of iptables: what it matches, and what it does. Matches of marks begin with <c>mark</c>.</summary>
internal sealed record KernelRule(IReadOnlyList<string> Matches, string Action)
{
    public override string ToString() => $"{string.Join(' ', Matches)} --jump {Action}".Trim();
}
