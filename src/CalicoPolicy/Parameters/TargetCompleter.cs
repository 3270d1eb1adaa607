namespace CalicoPolicy.Parameters;

/// <summary>Products, alone and with the versions at which answers change (decision 13).</summary>
public sealed class TargetCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words =>
        ["OpenSource", "Enterprise", "OpenSource/3.29", "OpenSource/3.30", "OpenSource/3.31", "OpenSource/3.32", "Enterprise/3.18", "Enterprise/3.24"];
}
