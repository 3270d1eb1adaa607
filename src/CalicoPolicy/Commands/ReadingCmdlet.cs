using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that reads resources from text: what cannot be read is an error each, the rest still comes through.</summary>
public abstract class ReadingCmdlet : CancellableCmdlet
{
    private ResourceReader? _reader;

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
            foreach (var skipped in result.Skipped)
                WriteVerbose($"{skipped.File}:{skipped.Span.Start}: passed over {skipped.Kind} '{skipped.Name}' ({skipped.ApiVersion}).");
        }
    }

    private void Report(DocumentError error) => WriteError(
        error.Code.ToString(),
        new DocumentException(error),
        error.Code is DocumentErrorCode.LimitExceeded ? ErrorCategory.LimitsExceeded : ErrorCategory.InvalidData,
        error.File ?? (object)error,
        "Mend the document at the place named; the other documents were read.");
}
