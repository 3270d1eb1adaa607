using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that reads resources from text: what cannot be read is an error each, the rest still comes through.</summary>
public abstract class ReadingCmdlet : CancellableCmdlet
{
    private ResourceReader? _reader;

    /// <summary>Whether a document could not be read.</summary>
    private protected bool HasUnread { get; private set; }

    private protected ResourceReader Reader => _reader ??= new ResourceReader(TextFormats.Yaml);

    /// <summary>Writes what was read, as it comes.</summary>
    private protected void WriteResources(IEnumerable<ReadResult> results)
    {
        foreach (var resource in Resources(results)) WriteObject(resource);
    }

    /// <summary>The resources that were read; reports errors on the way.</summary>
    private protected IEnumerable<Resource> Resources(IEnumerable<ReadResult> results)
    {
        foreach (var result in results)
        {
            foreach (var resource in result.Resources) yield return resource;
            foreach (var error in result.Errors) Report(error);
            HasUnread |= result.Errors.Count > 0;
            foreach (var skipped in result.Skipped)
                WriteVerbose($"{skipped.File}:{skipped.Span.Start}: passed over {skipped.Kind} '{skipped.Name}' ({skipped.ApiVersion}).");
        }
    }

    /// <summary>The snapshot of a file that Export-PolicySnapshot wrote; null where it cannot be read, which is an error then.</summary>
    private protected PolicySnapshot? ReadSnapshot(string path)
    {
        try
        {
            return SnapshotFile.Read(path, Cancellation);
        }
        catch (DocumentException exception)
        {
            Report(exception.Error);
            return null;
        }
    }

    private void Report(DocumentError error) => WriteError(
        error.Code.ToString(),
        new DocumentException(error),
        error.Code is DocumentErrorCode.LimitExceeded ? ErrorCategory.LimitsExceeded : ErrorCategory.InvalidData,
        error.File ?? (object)error,
        error.Code is DocumentErrorCode.SnapshotDamaged or DocumentErrorCode.SnapshotTooNew
            ? "Take the snapshot anew with Get-PolicySnapshot or Import-PolicySnapshot, and write it with Export-PolicySnapshot."
            : "Mend the document at the place named; the other documents were read.");
}
