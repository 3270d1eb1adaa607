using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Conversion;

/// <summary>
/// Staged policies and their enforced twins. What a person wrote stays, unknown fields too; what the server or the recommendation
/// engine put there goes, and so do owners, with which the twin has nothing to do.
/// </summary>
public static class StagedConversion
{
    private const string StagedActionField = "stagedAction";

    /// <summary>The staged twin of a policy. A staged deletion holds of the spec the tier only.</summary>
    /// <param name="policy">A NetworkPolicy or GlobalNetworkPolicy of Calico, or a NetworkPolicy of Kubernetes.</param>
    /// <param name="action">What is staged.</param>
    /// <param name="target">The product and version that the result is for; null: one that has staged policies.</param>
    public static ConversionResult Stage(Resource policy, StagedAction action, CalicoTarget? target = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy is IStagedPolicy) return WrongKind($"{policy} is staged already.", "Give enforced policies.");
        Resource? twin = policy switch
        {
            NetworkPolicy from => PolicyTwin.Of(from, new StagedNetworkPolicy { StagedAction = action }),
            GlobalNetworkPolicy from => PolicyTwin.Of(from, new StagedGlobalNetworkPolicy { StagedAction = action }),
            KubernetesNetworkPolicy from => PolicyTwin.Of(from, new StagedKubernetesNetworkPolicy { StagedAction = action }),
            _ => null,
        };
        if (twin is null)
            return WrongKind($"{policy} has no staged kind.", "Give NetworkPolicy or GlobalNetworkPolicy objects of Calico, or NetworkPolicy objects of Kubernetes.");
        if (target is { Product: CalicoProduct.OpenSource } && !target.IsAtLeast(CalicoProduct.OpenSource, 3, 30))
        {
            return ConversionResult.Failure(
                ConversionErrorCode.TargetLacksFeature, $"{policy}: {target} has no staged policies.", "Convert for OpenSource/3.30, Enterprise or later.");
        }

        if (action == StagedAction.Delete) return new() { Resource = PolicyTwin.WithTierOnly(twin) };

        // A field of this name, which an enforced policy does not have, would stand beside the new one.
        return new() { Resource = twin with { UnknownSpecFields = [.. twin.UnknownSpecFields.Where(field => field.Name != StagedActionField)] } };
    }

    /// <summary>The enforced twin of a staged policy.</summary>
    /// <param name="policy">A policy of one of the three staged kinds.</param>
    public static ConversionResult Enforce(Resource policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy is not IStagedPolicy { StagedAction: var action })
        {
            return WrongKind(
                $"{policy} is no staged policy.", "Give objects of the kinds StagedNetworkPolicy, StagedGlobalNetworkPolicy and StagedKubernetesNetworkPolicy.");
        }

        if (action == StagedAction.Delete)
        {
            return ConversionResult.Failure(
                ConversionErrorCode.StagedDeletion,
                $"{policy} stages the deletion of the enforced policy of the same name: it has no enforced form.",
                "Delete the enforced policy with Remove-Policy, or the staged one to keep it.");
        }

        if (!action.IsKnown)
        {
            return ConversionResult.Failure(
                ConversionErrorCode.FieldNotConvertible,
                $"{policy}: {FieldPath.Root["spec"][StagedActionField]}: there is no staged action '{action}'; case counts.",
                "Write Set, Delete, Learn or Ignore.");
        }

        return new() { Resource = Enforced(policy), Warning = Warning(policy, action) };
    }

    private static Resource Enforced(Resource policy) => policy switch
    {
        StagedNetworkPolicy from => PolicyTwin.Of(from, new NetworkPolicy()),
        StagedGlobalNetworkPolicy from => PolicyTwin.Of(from, new GlobalNetworkPolicy()),
        _ => PolicyTwin.Of((StagedKubernetesNetworkPolicy)policy, new KubernetesNetworkPolicy()),
    };

    private static string? Warning(Resource policy, StagedAction action)
    {
        if (action == StagedAction.Learn) return $"{policy} is a recommendation that still learns: its rules may not hold all that is needed.";
        return action == StagedAction.Ignore ? $"{policy} is a recommendation that was dismissed." : null;
    }

    private static ConversionResult WrongKind(string message, string action) =>
        ConversionResult.Failure(ConversionErrorCode.KindNotConvertible, message, action);
}
