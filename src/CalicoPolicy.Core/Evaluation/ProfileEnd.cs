using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The rules of an endpoint's profiles, one profile after the other; where none decides, or there is none, it is Deny.</summary>
internal sealed class ProfileEnd
{
    /// <summary>The profile of automatic host endpoints.</summary>
    public const string DefaultAllow = "projectcalico-default-allow";

    /// <summary>The start of the names of namespaces' profiles; alone it stands for that of the endpoint's own.</summary>
    public const string OfNamespace = "kns.";

    private readonly (string Name, CompiledRule[]? Rules)[] _profiles;
    private readonly bool _isComplete;

    /// <summary>Makes the end.</summary>
    /// <param name="profiles">The profiles, and their rules of the direction; null for one that is not in the snapshot.</param>
    /// <param name="isComplete">Whether a profile that is not in the snapshot does not exist: Felix then denies.</param>
    public ProfileEnd((string Name, CompiledRule[]? Rules)[] profiles, bool isComplete) => (_profiles, _isComplete) = (profiles, isComplete);

    /// <summary>The profiles and their rules; null for one that is not in the snapshot.</summary>
    public IReadOnlyList<(string Name, CompiledRule[]? Rules)> Profiles => _profiles;

    /// <summary>Whether a profile that is not in the snapshot does not exist.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>Whether Calico makes the profile itself, and lets it allow everything: that of a namespace, and that of automatic host endpoints.</summary>
    public static bool AllowsAll(string name) => name == DefaultAllow || name.StartsWith(OfNamespace, StringComparison.Ordinal);

    /// <summary>The outcomes that are possible.</summary>
    public Outcomes Run<TObserver>(in Packet packet, PolicySnapshot snapshot, ref Unknowns unknowns, ref TObserver observer)
        where TObserver : IWalkObserver
    {
        var outcomes = Outcomes.None;
        foreach (var (name, rules) in _profiles)
        {
            if (AllowsAll(name))
            {
                observer.Profile(name, RuleStep.Allow, Truth.Yes);
                return outcomes | Outcomes.Allow;
            }

            if (rules is null)
            {
                if (name.StartsWith("ksa.", StringComparison.Ordinal)) continue;
                observer.Profile(name, RuleStep.Deny, _isComplete ? Truth.Yes : Truth.Maybe);
                if (!_isComplete) unknowns |= Unknowns.Gap;
                return _isComplete ? outcomes | Outcomes.Deny : Outcomes.Either;
            }

            // A Pass leads to the next profile, and so does that no rule matches.
            var goesOn = true;
            var mayPass = false;
            foreach (var rule in rules)
            {
                observer.Tried();
                var missing = Unknowns.None;
                var match = rule.Match(packet, snapshot, ref missing);
                if (match == Truth.Maybe) unknowns |= missing;
                if (match == Truth.No || rule.Action == RuleStep.Log) continue;
                observer.Profile(name, rule.Action, match);
                if (rule.Action == RuleStep.Allow) outcomes |= Outcomes.Allow;
                if (rule.Action == RuleStep.Deny) outcomes |= Outcomes.Deny;
                if (rule.Action == RuleStep.Pass) mayPass = true;
                if (match != Truth.Yes) continue;
                goesOn = mayPass;
                break;
            }

            if (!goesOn) return outcomes;
        }

        observer.Profile(null, RuleStep.Deny, Truth.Yes);
        return outcomes | Outcomes.Deny;
    }
}
