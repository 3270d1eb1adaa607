using System.Management.Automation;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that asks a snapshot: one that was made before, or files that it makes one of.</summary>
public abstract class SnapshotCmdlet : SnapshotReadingCmdlet
{
    /// <summary>The snapshot to ask, several of them, or the path of files to make one of.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Snapshot { get; set; }

    /// <summary>States that the snapshot has all that there is, so that what is missing from it does not exist.</summary>
    [Parameter]
    public SwitchParameter Complete { get; set; }

    /// <inheritdoc />
    private protected override object? SnapshotSource => Snapshot;

    /// <inheritdoc />
    private protected override bool StatesCompleteness => Complete;
}
