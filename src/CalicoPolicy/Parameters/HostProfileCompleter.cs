namespace CalicoPolicy.Parameters;

/// <summary>The profile that Calico gives host endpoints which it makes itself: it allows everything.</summary>
public sealed class HostProfileCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => ["projectcalico-default-allow"];
}
