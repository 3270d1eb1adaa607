using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>
/// The one thing that is kept of an environment: what that of calico-node's container says of traffic to the host (decisions 6 and
/// 26). Only the three words that Felix takes are kept, never another value.
/// </summary>
internal static class FelixEnvironment
{
    private const string Container = "calico-node";
    private const string Variable = "FELIX_DEFAULTENDPOINTTOHOSTACTION";

    /// <summary>Reads what a container's environment says; null where the container is another.</summary>
    public static bool TryRead(TreeMapping container, MappingContext context, out HostAction? action)
    {
        action = null;
        if (!TryText(container, "name", context, out var name)) return false;
        if (name != Container) return true;

        // A config map or secret may hold the variable.
        action = container["envFrom"] is TreeSequence { Items.Count: > 0 } ? HostAction.Unknown : HostAction.Unset;
        if (container["env"] is not { } list || list is TreeScalar { Kind: ScalarKind.Null }) return true;
        context.Enter("env");
        var isRight = TryReadList(list, context, ref action);
        context.Leave();
        return isRight;
    }

    /// <summary>The fields of a container that say it.</summary>
    public static IEnumerable<TreeField> Write(HostAction action)
    {
        yield return new("name", default, TextCodec.Instance.Write(Container));
        if (action == HostAction.Unset) yield break;
        TreeField value = action == HostAction.Unknown
            ? new("valueFrom", default, new TreeMapping([], default))
            : new("value", default, TextCodec.Instance.Write(action.ToString().ToUpperInvariant()));
        yield return new("env", default, new TreeSequence([new TreeMapping([new("name", default, TextCodec.Instance.Write(Variable)), value], default)], default));
    }

    private static bool TryText(TreeMapping mapping, string field, MappingContext context, out string? text)
    {
        text = null;
        if (mapping[field] is not { } node || node is TreeScalar { Kind: ScalarKind.Null }) return true;
        context.Enter(field);
        var isRight = TextCodec.Instance.TryRead(node, context, out text);
        context.Leave();
        return isRight;
    }

    private static bool TryReadList(TreeNode node, MappingContext context, ref HostAction? action)
    {
        if (node is not TreeSequence variables)
        {
            context.WrongType(node, "a list");
            return false;
        }

        var isRight = true;
        for (var index = 0; index < variables.Items.Count; index++)
        {
            context.Enter(index);
            isRight &= TryReadVariable(variables.Items[index], context, ref action);
            context.Leave();
        }

        return isRight;
    }

    private static bool TryReadVariable(TreeNode node, MappingContext context, ref HostAction? action)
    {
        if (node is not TreeMapping variable)
        {
            context.WrongType(node, "an object");
            return false;
        }

        if (!TryText(variable, "name", context, out var name) | !TryText(variable, "value", context, out var value)) return false;

        // Felix takes its variables in any case (felix/config, env_var_loader.go).
        if (string.Equals(name, Variable, StringComparison.OrdinalIgnoreCase)) action = value is null ? HostAction.Unknown : HostActions.Read(value);
        return true;
    }
}
