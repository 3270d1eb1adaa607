using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>What a rule knows besides the object that it judges. Made for one run and used by one thread.</summary>
public sealed class RuleContext
{
    private readonly Dictionary<Type, object> _shared = [];
    private readonly RuleOptions _options;
    private readonly HashSet<Resource>? _judged;
    private Resource? _walked;
    private IReadOnlyList<RulePlace> _rules = [];

    /// <summary>Makes the context of a run.</summary>
    /// <param name="resources">The whole input.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public RuleContext(IReadOnlyList<Resource> resources, RuleOptions options, CancellationToken cancellationToken)
    {
        Resources = resources;
        _options = options;
        Complete = options.Complete;
        PassesUnknownFields = options.PassesUnknownFields;
        Settings = options.Settings;
        CancellationToken = cancellationToken;
        foreach (var made in options.Made) _shared.Add(made.GetType(), made);
        if (options.Judged is { } judged) _judged = judged.ToHashSet((IEqualityComparer<Resource>)ReferenceEqualityComparer.Instance);
    }

    /// <summary>The whole input, in its order.</summary>
    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>Whether an object of the input is judged itself, and not only there for others that are.</summary>
    public bool Judges(Resource resource) => _judged?.Contains(resource) ?? true;

    /// <summary>Whether the input is the whole set, so that what is not in it does not exist.</summary>
    public bool Complete { get; }

    /// <summary>Whether fields that the model does not know are no mistake.</summary>
    public bool PassesUnknownFields { get; }

    /// <summary>What is set of the rules: thresholds and label keys.</summary>
    public RuleSettings Settings { get; }

    /// <summary>The product and version that the answer is for.</summary>
    public CalicoTarget Target => field ??= _options.Target ?? CalicoTarget.For(Resources);

    /// <summary>Ends the run; to be looked at in loops over the input.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// Whether the run asks for a rule by its id or name (<see cref="RuleOptions.AsksFor"/>): the user then vouches for what the rule
    /// would otherwise want to see in the input.
    /// </summary>
    public bool AsksFor(RuleDescriptor rule) => _options.AsksFor(rule);

    /// <summary>
    /// The rules of a policy or profile: ingress, then egress; none for other kinds. Kept until another object is asked for, since
    /// every rule of the catalogue walks the rules of the object that it judges. O(rules) the first time.
    /// </summary>
    public IReadOnlyList<RulePlace> RulesOf(Resource subject)
    {
        if (ReferenceEquals(_walked, subject)) return _rules;
        _rules = subject switch
        {
            TieredPolicy policy => [.. RulePlace.Of(policy)],
            Profile profile => [.. RulePlace.Of(profile)],
            _ => [],
        };
        _walked = subject;
        return _rules;
    }

    /// <summary>What the caller has made of the whole input; null where it has made nothing of the type.</summary>
    internal T? Find<T>()
        where T : class => _shared.TryGetValue(typeof(T), out var known) ? (T)known : null;

    /// <summary>
    /// Something made of the whole input, such as an index: made when the first rule asks for it, kept for the others.
    /// There is one of each type.
    /// </summary>
    /// <param name="make">Makes it.</param>
    public T Shared<T>(Func<RuleContext, T> make)
        where T : class
    {
        if (_shared.TryGetValue(typeof(T), out var known)) return (T)known;
        var made = make(this);
        _shared.Add(typeof(T), made);
        return made;
    }
}
