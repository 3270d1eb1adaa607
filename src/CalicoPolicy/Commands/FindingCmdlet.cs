using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Documents.Export;
using CalicoPolicy.Core.Efficiency;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>What the cmdlets that judge resources by rules have in common: they see all the input before they judge.</summary>
public abstract class FindingCmdlet : SettingsCmdlet
{
    private readonly List<Resource> _resources = [];

    /// <summary>The resources to judge: policies, and the tiers and sets that they stand on.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Resource[] InputObject { get; set; } = [];

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

    /// <inheritdoc />
    protected override void ProcessRecord() => _resources.AddRange(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        WarnOfUnknown(IncludeRule, isIncluded: true);
        WarnOfUnknown(ExcludeRule, isIncluded: false);
        if (_resources.Count == 0) WarnOfNothing();
        var options = new RuleOptions
        {
            IncludeRule = IncludeRule,
            ExcludeRule = ExcludeRule,
            MinimumSeverity = MinimumSeverity,
            Complete = Complete,
            Target = Target,
            Catalogue = PracticeCatalogue.Descriptors,
            Baseline = KnownFindings,
            SuggestChange = SuggestsChanges,
        };
        var tally = new FindingTally();
        foreach (var finding in RuleRunner.Run(_resources, Rules, WithSettings(options, _resources), Cancellation))
        {
            tally.Add(finding);
            if (!Quiet) WriteObject(Written(finding));
            else if (FailOn is null) break;
        }

        // What nobody has looked at is not in order.
        if (Quiet) WriteObject(tally.Total == 0 && _resources.Count > 0);
        if (FailOn is { } severity && tally.CountFrom(severity) > 0) Fail(severity, tally);
    }

    private static PolicyFinding Written(PolicyFinding finding) => finding.SuggestedChange is not { } change
        ? finding
        : finding with { SuggestedChange = change with { Text = ResourceText.Of(change.Resources, TextFormats.Yaml, keepServerMetadata: false) } };

    private void WarnOfNothing()
    {
        const string Nothing = "There was nothing to judge: no resource came in.";
        if (FailOn is not null)
            ThrowError("NothingToJudge", new InvalidOperationException(Nothing), ErrorCategory.InvalidData, null, "See why Import-Policy read none: a path, or errors of it.");
        WriteWarning(Nothing);
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
