using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that may be given a snapshot: one that was made before, files that it makes one of, or resources to lay over them.</summary>
public abstract class SnapshotReadingCmdlet : ReadingCmdlet
{
    private readonly List<ErrorRecord> _missing = [];

    /// <summary>The snapshot, several of them, or the path of files to make one of; null where none is given.</summary>
    private protected virtual object? SnapshotSource => null;

    /// <summary>Whether the user states that the snapshot has all that there is.</summary>
    private protected virtual bool StatesCompleteness => false;

    /// <summary>Tells resources of the pipeline from snapshots; reports what is neither.</summary>
    private protected void Sort(object[] input, List<Resource> resources, List<PolicySnapshot> snapshots)
    {
        foreach (var item in input)
        {
            switch (item is PSObject wrapped ? wrapped.BaseObject : item)
            {
                case Resource resource: resources.Add(resource); break;
                case PolicySnapshot snapshot: snapshots.Add(snapshot); break;
                case var other:
                    WriteError(
                        "InputNotResource",
                        new PSArgumentException($"{other.GetType().Name} is no resource and no snapshot: it was passed over."),
                        ErrorCategory.InvalidType,
                        other,
                        "Pipe what Import-Policy, Import-PolicySnapshot or Get-PolicySnapshot returns.");
                    break;
            }
        }
    }

    /// <summary>The snapshots that are asked, with resources laid over each of them. Ends the command where there is nothing to ask.</summary>
    /// <param name="piped">Snapshots from the pipeline.</param>
    /// <param name="overlay">Resources that count in place of those of the snapshot.</param>
    /// <param name="replacesPolicies">Whether the policies among them are all that there are.</param>
    private protected IReadOnlyList<PolicySnapshot> Snapshots(IEnumerable<PolicySnapshot> piped, IReadOnlyCollection<Resource> overlay, bool replacesPolicies = false)
    {
        var snapshots = piped.ToList();
        var loose = new List<Resource>();
        Read(SnapshotSource, snapshots, loose);

        // Without a snapshot to lie over, the resources are the snapshot.
        if (snapshots.Count == 0 && (loose.Count > 0 || overlay.Count > 0)) snapshots.Add(PolicySnapshot.Of(loose, cancellationToken: Cancellation));
        var isNothing = snapshots.Count == 0;
        foreach (var error in isNothing ? _missing.SkipLast(1) : _missing) WriteError(error);

        // A path that is not there says why there is nothing to ask.
        if (isNothing && _missing.Count > 0) ThrowTerminatingError(_missing[^1]);
        if (isNothing)
        {
            ThrowError(
                "SnapshotMissing",
                new PSArgumentException("There is nothing to ask: no snapshot, and no resources."),
                ErrorCategory.InvalidArgument,
                null,
                "Give -Snapshot a path or what Import-PolicySnapshot or Get-PolicySnapshot returned, or pipe resources.");
        }

        return
        [
            .. snapshots.Select(snapshot => StatesCompleteness ? snapshot.AsComplete() : snapshot)
                .Select(snapshot => overlay.Count == 0 && !replacesPolicies ? snapshot : snapshot.With(overlay, replacesPolicies, Cancellation)),
        ];
    }

    private void Read(object? source, List<PolicySnapshot> snapshots, List<Resource> loose)
    {
        switch (source is PSObject wrapped ? wrapped.BaseObject : source)
        {
            case null:
                break;
            case PolicySnapshot snapshot:
                snapshots.Add(snapshot);
                break;
            case Resource resource:
                loose.Add(resource);
                break;
            case string or FileSystemInfo:
                ReadFiles(source!.ToString()!, snapshots, loose);
                break;
            case IEnumerable several:
                foreach (var one in several) Read(one, snapshots, loose);
                break;
            case var other:
                ThrowError(
                    "SnapshotInvalid",
                    new PSArgumentException($"-Snapshot takes a snapshot or a path, not {other.GetType().Name}."),
                    ErrorCategory.InvalidArgument,
                    other,
                    "Give what Import-PolicySnapshot or Get-PolicySnapshot returned, or the path of a file or folder.");
                break;
        }
    }

    private void ReadFiles(string path, List<PolicySnapshot> snapshots, List<Resource> resources)
    {
        var all = ResourceFiles.Expand(SessionPaths.Resolve(this, [path], isLiteral: false, _missing.Add), isRecursive: true, Cancellation).ToList();
        var files = all.Where(file => !SnapshotFile.IsAt(file)).ToList();
        foreach (var file in all.Except(files))
        {
            if (ReadSnapshot(file) is { } snapshot) snapshots.Add(snapshot);
        }

        resources.AddRange(Resources(Reader.ReadFiles(files, Cancellation)));
    }
}
