using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>
/// A rule of the catalogue. It judges one object at a time and may look at the whole input through its context, so that findings
/// can stream in the order of the input. Holds no state; one instance serves every run.
/// </summary>
public abstract class FindingRule
{
    /// <summary>Makes the rule.</summary>
    private protected FindingRule(RuleDescriptor descriptor) => Descriptor = descriptor;

    /// <summary>The rule's entry in the catalogue.</summary>
    public RuleDescriptor Descriptor { get; }

    /// <summary>
    /// Whether the rule may find something in an object for the sake of other objects, so that what it finds in a part of the input
    /// says nothing on the whole.
    /// </summary>
    public virtual bool LooksAround => false;

    /// <summary>What the rule has to say on one object of the input.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="context">The input it is part of.</param>
    public abstract IEnumerable<Observation> Judge(Resource subject, RuleContext context);
}

/// <summary>A rule on objects of one type.</summary>
/// <typeparam name="TSubject">The type.</typeparam>
public abstract class FindingRule<TSubject> : FindingRule
    where TSubject : Resource
{
    /// <summary>Makes the rule.</summary>
    protected FindingRule(RuleDescriptor descriptor)
        : base(descriptor)
    {
    }

    /// <inheritdoc />
    public sealed override IEnumerable<Observation> Judge(Resource subject, RuleContext context) =>
        subject is TSubject typed ? Judge(typed, context) : [];

    /// <summary>What the rule has to say on one object of its type.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="context">The input it is part of.</param>
    protected abstract IEnumerable<Observation> Judge(TSubject subject, RuleContext context);
}
