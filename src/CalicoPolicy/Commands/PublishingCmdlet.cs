using System.Management.Automation;
using CalicoPolicy.Core.Cluster;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Journal;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that changes clusters by a plan: shows it, asks, carries it out, and reports what failed as errors.</summary>
public abstract class PublishingCmdlet : ClusterCmdlet
{
    private const string Activity = "Publishing";

    /// <summary>How many objects of a kind of change a question names.</summary>
    private const int Named = 5;

    /// <summary>Makes the cmdlet. An API server that is asked to change things is asked more gently.</summary>
    private protected PublishingCmdlet() => ThrottleLimit = 4;

    /// <summary>What to do where a plan is refused.</summary>
    private protected virtual string RefusedAction => "Nothing was sent. Mend what the message names, and publish again.";

    /// <summary>Shows a plan under -WhatIf, or asks for leave to carry it out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="lead">What comes before the changes in the question.</param>
    /// <returns>Whether to carry it out.</returns>
    private protected bool Agree(PublicationPlan plan, string lead = "")
    {
        Announce(plan);
        foreach (var objection in plan.Objections)
        {
            var exception = new InvalidOperationException($"{Place(plan.Cluster)}{objection.Message}");
            if (objection.Lockout is { } lockout)
                WriteError("LockoutRefused", exception, ErrorCategory.InvalidOperation, lockout, objection.Action);
            else
                WriteError("PublicationRefused", exception, ErrorCategory.InvalidOperation, plan.Cluster, objection.Action);
        }

        if (!IsWhatIf) return plan.IsRefused || plan.Changes == 0 || ShouldProcess(plan.Cluster, lead + Summary(plan));
        if (!plan.IsRefused && plan.Changes == 0) WriteInformation(new HostInformationMessage { Message = $"What if: Nothing would change in {plan.Cluster}." }, ["PSHOST"]);
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

        // Without a resource there is no result that could tell it.
        if (plan.Error is { } error && plan.Preview.Count == 0) WriteError(plan.Cluster, error);
    }

    /// <summary>Writes a result, and an error where it is one. The first error of a cluster comes once, those that follow from it do not.</summary>
    private protected void Write(PublicationResult result)
    {
        foreach (var warning in result.Warnings) WriteWarning($"{result.Resource}: {warning}");
        if (result.Status == PublicationStatus.Diverged) WriteWarning($"{result.Cluster}: {result.Resource}: {result.Message}");
        Emit(result);
        if (result.Status is not (PublicationStatus.Refused or PublicationStatus.Failed)) return;

        // In a rehearsal a refusal is an answer; that there was none is an error there too.
        if (result is { Status: PublicationStatus.Refused, DryRun: not DryRunMode.None }) return;
        if (result.Error is { } error)
        {
            // The advice is said once, as what to do.
            var message = result.Message == error.ToString() ? error.Message : result.Message;
            WriteError($"{Place(result.Cluster)}{result.Resource}: {message}{Places(result)}", error, result);
            return;
        }

        WriteError("PublicationRefused", new InvalidOperationException($"{Place(result.Cluster)}{result.Resource}: {result.Message}{Places(result)}"), ErrorCategory.InvalidOperation, result, RefusedAction);
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

    /// <summary>The cluster in front of a message; nothing where kubectl could not tell it.</summary>
    private static string Place(string cluster) => cluster.Length == 0 ? string.Empty : $"{cluster}: ";

    /// <summary>What changes, by name as far as one takes it in at a glance.</summary>
    private static string Summary(PublicationPlan plan)
    {
        var groups = plan.Preview.Where(result => result.Status is PublicationStatus.Created or PublicationStatus.Configured or PublicationStatus.Deleted).GroupBy(result => VerbOf(result.Status));
        return string.Join("; ", groups.Select(group => $"{group.Key} {Names([.. group])}"));
    }

    private static string Names(List<PublicationResult> results)
    {
        var names = string.Join(", ", results.Take(Named).Select(result => result.Resource));
        return results.Count <= Named ? names : FormattableString.Invariant($"{names} and {results.Count - Named} more");
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
