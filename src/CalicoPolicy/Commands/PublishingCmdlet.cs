using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that changes clusters by a plan: shows it, asks, carries it out, and reports what failed as errors.</summary>
public abstract class PublishingCmdlet : ClusterCmdlet
{
    private const string Activity = "Publishing";

    /// <summary>Makes the cmdlet. An API server that is asked to change things is asked more gently.</summary>
    private protected PublishingCmdlet() => ThrottleLimit = 4;

    /// <summary>Shows a plan under -WhatIf, or asks for leave to carry it out.</summary>
    /// <returns>Whether to carry it out.</returns>
    private protected bool Agree(PublicationPlan plan)
    {
        Announce(plan);
        foreach (var objection in plan.Objections)
        {
            var exception = new InvalidOperationException($"{plan.Cluster}: {objection.Message}");
            if (objection.Lockout is { } lockout)
                WriteError("LockoutRefused", exception, ErrorCategory.InvalidOperation, lockout, objection.Action);
            else
                WriteError("PublicationRefused", exception, ErrorCategory.InvalidOperation, plan.Cluster, objection.Action);
        }

        if (!IsWhatIf) return plan.IsRefused || plan.Changes == 0 || ShouldProcess(plan.Cluster, Summary(plan));
        foreach (var result in plan.Preview)
        {
            if (result.Status is PublicationStatus.Refused or PublicationStatus.Failed) Write(result);
            if (result.Status is not (PublicationStatus.Created or PublicationStatus.Configured or PublicationStatus.Deleted)) continue;
            var changes = string.Concat(result.Changes.Select(change => $"{Environment.NewLine}    {change}"));
            ShouldProcess($"{result.Resource} in {result.Cluster}{changes}", VerbOf(result.Status));
        }

        return false;
    }

    /// <summary>Says what is to be said about a plan as a whole.</summary>
    private protected void Announce(PublicationPlan plan)
    {
        foreach (var warning in plan.Warnings) WriteWarning($"{plan.Cluster}: {warning}");
    }

    /// <summary>Writes a result, and an error where it is one. The first error of a cluster comes once, those that follow from it do not.</summary>
    private protected void Write(PublicationResult result)
    {
        foreach (var warning in result.Warnings) WriteWarning($"{result.Resource}: {warning}");
        if (result.Status == PublicationStatus.Diverged) WriteWarning($"{result.Cluster}: {result.Resource}: {result.Message}");
        Emit(result);
        if (result.Status is not (PublicationStatus.Refused or PublicationStatus.Failed) || result.DryRun != DryRunMode.None) return;
        if (result.Error is { } error)
        {
            WriteError($"{result.Cluster}: {result.Resource}: {result.Message}{Places(result)}", error, result);
            return;
        }

        WriteError("PublicationRefused", new InvalidOperationException($"{result.Cluster}: {result.Resource}: {result.Message}{Places(result)}"), ErrorCategory.InvalidOperation, result, "Nothing was sent. Mend what the message names, and publish again.");
    }

    /// <summary>Writes what a result comes out as.</summary>
    private protected virtual void Emit(PublicationResult result) => WriteObject(result);

    /// <summary>Writes results as they come, with progress.</summary>
    private protected IReadOnlyList<PublicationResult> WriteAll(IAsyncEnumerable<PublicationResult> results, int total)
    {
        var all = new List<PublicationResult>();
        try
        {
            foreach (var result in results.ToBlockingEnumerable(Cancellation))
            {
                all.Add(result);
                if (total > 0) WriteProgress(new(0, Activity, result.Resource.ToString()) { PercentComplete = Math.Min(100, all.Count * 100 / total) });
                Write(result);
            }
        }
        finally
        {
            if (total > 0 && all.Count > 0) WriteProgress(new(0, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }

        return all;
    }

    /// <summary>Does the work, and reports where there is no kubectl, or no journal, that can be used.</summary>
    private protected void Reporting(Action work)
    {
        try
        {
            work();
        }
        catch (KubectlException exception)
        {
            WriteError(exception);
        }
        catch (JournalException exception)
        {
            WriteError("JournalUnavailable", exception, ErrorCategory.ResourceUnavailable, null, "Nothing is published without a journal. Make its folder writable, or set XDG_STATE_HOME to one that is.");
        }
    }

    private static string Places(PublicationResult result) =>
        string.Concat(result.Causes.Where(cause => cause.File is not null).Select(cause => FormattableString.Invariant($" ({cause.File}:{cause.Line}:{cause.Column})")).Distinct());

    private static string Summary(PublicationPlan plan)
    {
        var counts = plan.Preview.GroupBy(result => result.Status).Where(group => group.Key is PublicationStatus.Created or PublicationStatus.Configured or PublicationStatus.Deleted);
        return $"Publish: {string.Join(", ", counts.Select(group => FormattableString.Invariant($"{group.Count()} {group.Key}")))}";
    }

    private static string VerbOf(PublicationStatus status) => status switch
    {
        PublicationStatus.Created => "Create",
        PublicationStatus.Deleted => "Delete",
        _ => "Change",
    };

    /// <summary>Whether nothing is to change.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var whatIf)
        ? (SwitchParameter)whatIf
        : SessionState.PSVariable.GetValue("WhatIfPreference") is { } preference && LanguagePrimitives.IsTrue(preference);
}
