using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Publishing.Guard;

/// <summary>Short ways to ask the guard.</summary>
internal sealed class Guarding
{
    private readonly List<Resource> _before;

    private Guarding(string text) => _before = Input.Read(text);

    public LifelineOptions Options { get; init; } = new();

    public IReadOnlyList<SnapshotGap> Gaps { get; init; } = [];

    /// <summary>The whole cluster with more in it.</summary>
    public static Guarding Of(params string[] more) => new(Rules.Yaml.Documents([GuardedCluster.Text, .. more]));

    /// <summary>A cluster of nothing but what is given.</summary>
    public static Guarding Only(params string[] documents) => new(Rules.Yaml.Documents(documents));

    public Guarding With(LifelineOptions options, params SnapshotGap[] gaps) => new(_before) { Options = options, Gaps = gaps };

    private Guarding(List<Resource> before) => _before = before;

    public PolicySnapshot Before => PolicySnapshot.Of(_before, new() { IsLive = true, Cluster = "test", Gaps = Gaps }, TestContext.Current.CancellationToken);

    /// <summary>What the guard says of publishing some documents.</summary>
    public IReadOnlyList<Lockout> Publish(params string[] documents) => Check(before => before.With(Input.Read(Rules.Yaml.Documents(documents), "/policies/new.yaml"), cancellationToken: TestContext.Current.CancellationToken));

    /// <summary>What the guard says of deleting objects by name.</summary>
    public IReadOnlyList<Lockout> Delete(params string[] names) => Check(before => before.Without(before.Resources.Where(resource => names.Contains(resource.Name)), TestContext.Current.CancellationToken));

    /// <summary>What the guard says of the objects as they will be.</summary>
    public IReadOnlyList<Lockout> Check(Func<PolicySnapshot, PolicySnapshot> publish)
    {
        var before = Before;
        return LockoutGuard.Check(before, publish(before), Options, TestContext.Current.CancellationToken);
    }

    /// <summary>The words of what refuses.</summary>
    public static string[] Refused(IEnumerable<Lockout> lockouts) => [.. lockouts.Where(lockout => lockout.Refuses).Select(lockout => lockout.Family).Distinct().Order(StringComparer.Ordinal)];
}
