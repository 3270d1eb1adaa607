using System.Management.Automation;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet whose work ends when Ctrl+C is pressed.</summary>
public abstract class CancellableCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    protected CancellationToken Cancellation => _cancellation.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _cancellation.Cancel();

    /// <summary>Releases what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _cancellation.Dispose();
    }

    /// <summary>Reports an error that does not end the pipeline, with what to do about it.</summary>
    private protected void WriteError(string errorId, Exception exception, ErrorCategory category, object? target, string? action = null) =>
        WriteError(Record(errorId, exception, category, target, action));

    /// <summary>Reports an error that ends the pipeline, with what to do about it.</summary>
    private protected void ThrowError(string errorId, Exception exception, ErrorCategory category, object? target, string? action = null) =>
        ThrowTerminatingError(Record(errorId, exception, category, target, action));

    private static ErrorRecord Record(string errorId, Exception exception, ErrorCategory category, object? target, string? action)
    {
        var record = new ErrorRecord(exception, errorId, category, target);
        if (action is not null) record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = action };
        return record;
    }
}
