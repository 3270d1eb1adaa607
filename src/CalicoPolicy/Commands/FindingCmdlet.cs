using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>What the cmdlets that judge by rules have in common: they see all the input before they judge.</summary>
public abstract class FindingCmdlet : SettingsCmdlet
{
    /// <summary>Leaves out findings of a lower severity.</summary>
    [Parameter]
    public FindingSeverity MinimumSeverity { get; set; } = FindingSeverity.Low;

    /// <summary>Judges by these rules only: ids or names, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [WithoutNulls]
    public string[] IncludeRule { get; set; } = [];

    /// <summary>Leaves out these rules: ids or names, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [WithoutNulls]
    public string[] ExcludeRule { get; set; } = [];

    /// <summary>States that the input is the whole set, so that what is missing from it is missing.</summary>
    [Parameter]
    public SwitchParameter Complete { get; set; }

    /// <summary>The product and version that the resources are for.</summary>
    [Parameter]
    [TargetTransformation]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public CalicoTarget? Target { get; set; }

    /// <summary>Ends with an error where a finding of this severity or a higher one was found, after all findings.</summary>
    [Parameter]
    public FindingSeverity? FailOn { get; set; }

    /// <summary>Returns only whether there is no finding.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected abstract RuleGroup Rules { get; }

    /// <summary>Whether findings are to say how to mend them.</summary>
    private protected virtual bool SuggestsChanges => false;

    /// <summary>Judges, and writes what was found or whether nothing was.</summary>
    /// <param name="resources">All that is judged.</param>
    /// <param name="judge">Finds what is wrong, without regard to what is known already.</param>
    /// <param name="unseen">Why not all was judged that should be, and what to do about it; null: all was.</param>
    private protected void Judge(IReadOnlyList<Resource> resources, Func<RuleOptions, IEnumerable<PolicyFinding>> judge, (string What, string Action)? unseen)
    {
        WarnOfUnknown(IncludeRule, isIncluded: true);
        WarnOfUnknown(ExcludeRule, isIncluded: false);
        var options = new RuleOptions
        {
            IncludeRule = IncludeRule,
            ExcludeRule = ExcludeRule,
            MinimumSeverity = MinimumSeverity,
            Complete = Complete,
            Target = Target,
            Catalogue = PracticeCatalogue.Descriptors,
            SuggestChange = SuggestsChanges,
        };
        var findings = judge(WithSettings(options, resources));
        var tally = new FindingTally();
        foreach (var finding in KnownFindings is null ? findings : KnownFindings.NewOf(findings))
        {
            tally.Add(finding);
            if (!Quiet) WriteObject(Written(finding));
            else if (FailOn is null) break;
        }

        // What nobody has looked at is not in order.
        if (Quiet) WriteObject(tally.Total == 0 && unseen is null);
        if (FailOn is { } severity && tally.CountFrom(severity) > 0) Fail(severity, tally);
        if (unseen is { } why) Refuse(why);
    }

    private static PolicyFinding Written(PolicyFinding finding) => finding.SuggestedChange is not { } change
        ? finding
        : finding with { SuggestedChange = ChangeText.Write(change, TextFormats.Yaml) };

    private void Refuse((string What, string Action) unseen)
    {
        if (FailOn is not null) ThrowError("NothingToJudge", new InvalidOperationException(unseen.What), ErrorCategory.InvalidData, null, unseen.Action);
        WriteWarning(unseen.What);
    }

    private void Fail(FindingSeverity severity, FindingTally tally) => ThrowError(
        "PolicyFindingFound",
        new InvalidOperationException($"{Rules.Cmdlet} found policies that are not as they should be: {tally}. It was told to fail on {severity} and above."),
        ErrorCategory.InvalidResult,
        severity,
        "Mend what was found, or take it into a baseline (Export-PolicyFinding, -Baseline) so that only new findings count.");

    // A misspelled id, or one of another cmdlet, would pass everything in silence.
    private void WarnOfUnknown(string[] patterns, bool isIncluded)
    {
        foreach (var pattern in patterns)
        {
            var named = PracticeCatalogue.Find(pattern).ToList();
            if (named.Count == 0)
                WriteWarning($"No rule has the id or name '{pattern}'.");
            else if (isIncluded && !named.Exists(rule => rule.Id == Suppression.UnusedRule.Id || Rules.Rules.Any(own => own.Descriptor.Id == rule.Id)))
                WriteWarning($"{Rules.Cmdlet} judges by no rule '{pattern}': {named[0]} is a rule of {named[0].Cmdlet}.");
        }
    }
}
