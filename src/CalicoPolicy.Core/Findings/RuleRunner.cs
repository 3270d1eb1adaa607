using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>
/// Runs rules over an input. Findings stream object by object in the order of the input; those of one object come by position
/// (by path where the object was not read from a text), then by rule.
/// </summary>
/// <remarks>
/// Time is objects times rules, plus what each rule states for itself; memory is the findings of one object at a time and what
/// rules share (indexes, parsed selectors).
/// </remarks>
public static class RuleRunner
{
    /// <summary>Runs the rules of a group.</summary>
    /// <param name="resources">The whole input: tiers and sets too, since rules look things up in it.</param>
    /// <param name="group">The rules.</param>
    /// <param name="options">Which rules run and which findings count; null: all.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static IEnumerable<PolicyFinding> Run(
        IReadOnlyList<Resource> resources, RuleGroup group, RuleOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(group);
        var findings = Findings(resources, group, options ?? RuleOptions.Default, cancellationToken);
        return options?.Baseline is { } baseline ? baseline.NewOf(findings) : findings;
    }

    private static IEnumerable<PolicyFinding> Findings(
        IReadOnlyList<Resource> resources, RuleGroup group, RuleOptions options, CancellationToken cancellationToken)
    {
        var context = new RuleContext(resources, options, cancellationToken);
        FindingRule[] rules = [.. group.Rules.Where(rule => options.Selects(rule.Descriptor))];
        var ignored = new IgnoredFiles(options.Settings.IgnoredPaths);
        var found = new List<PlacedFinding>();
        foreach (var resource in options.Judged ?? resources)
        {
            if (ignored.Hold(resource)) continue;
            found.Clear();
            var suppressions = ObjectSuppressions.Of(resource);
            foreach (var rule in rules)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(rule.Descriptor, resource, rule.Judge(resource, context), suppressions, found, cancellationToken);
            }

            if (suppressions is not null && options.Selects(Suppression.UnusedRule))
                Add(Suppression.UnusedRule, resource, suppressions.Unused(group, options), suppressions, found, cancellationToken);

            found.Sort();
            foreach (var placed in found)
            {
                var finding = options.Settings.Weigh(placed.Finding);
                if (finding.Severity < options.MinimumSeverity) continue;
                yield return options.SuggestChange ? finding with { SuggestedChange = placed.Change?.Invoke() is { } change ? change with { Original = resource } : null } : finding;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(
        RuleDescriptor rule, Resource resource, IEnumerable<Observation> observations, ObjectSuppressions? suppressions, List<PlacedFinding> found, CancellationToken cancellationToken)
    {
        Dictionary<string, int>? alike = null;
        foreach (var observation in observations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            alike ??= new(StringComparer.Ordinal);
            alike[observation.Content] = alike.GetValueOrDefault(observation.Content) + 1;
            if (suppressions?.Hide(rule) == true) continue;
            found.Add(new(Finding(rule, resource, observation, alike[observation.Content]), observation.Path, found.Count) { Change = observation.Change });
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static PolicyFinding Finding(RuleDescriptor rule, Resource resource, Observation observation, int ordinal)
    {
        var location = resource.Location;
        var span = location.Find(observation.Path);
        var start = observation.Part?.In(span) ?? span.Start;
        return new()
        {
            RuleId = rule.Id,
            RuleName = rule.Name,
            Severity = observation.Severity ?? rule.Severity,
            Kind = resource.Kind,
            Namespace = resource.Namespace,
            Name = resource.Name,
            JsonPath = observation.Path.ToString(),
            File = location.File,
            Line = location.IsKnown ? start.Line : null,
            Column = location.IsKnown ? start.Column : null,
            EndLine = location.IsKnown ? Math.Max(start.Line, span.End.Line) : null,
            Message = observation.Message,
            Recommendation = observation.Recommendation,
            Saving = observation.Saving,
            HelpUri = rule.HelpUri,
            Fingerprint = Fingerprint.Of(rule, resource, observation.Content, ordinal),
        };
    }
}
