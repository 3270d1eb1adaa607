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

    /// <summary>What a container's environment says; <see cref="HostAction.Unset"/> where it says nothing, null where the container is another.</summary>
    public static HostAction? HostActionOf(TreeNode container)
    {
        if (container is not TreeMapping fields || TextOf(fields["name"]) != Container) return null;
        foreach (var item in (fields["env"] as TreeSequence)?.Items ?? [])
        {
            // Felix takes its variables in any case (felix/config, env_var_loader.go).
            if (item is not TreeMapping variable || !string.Equals(TextOf(variable["name"]), Variable, StringComparison.OrdinalIgnoreCase)) continue;
            return TextOf(variable["value"]) is { } text ? HostActions.Read(text) : HostAction.Unknown;
        }

        // A config map or secret may hold the variable.
        return fields["envFrom"] is TreeSequence { Items.Count: > 0 } ? HostAction.Unknown : HostAction.Unset;
    }

    /// <summary>The fields of a container that say it.</summary>
    public static IEnumerable<TreeField> Write(HostAction action)
    {
        yield return new("name", default, Text(Container));
        if (action == HostAction.Unset) yield break;
        TreeField value = action == HostAction.Unknown ? new("valueFrom", default, new TreeMapping([], default)) : new("value", default, Text(action.ToString().ToUpperInvariant()));
        yield return new("env", default, new TreeSequence([new TreeMapping([new("name", default, Text(Variable)), value], default)], default));
    }

    private static string? TextOf(TreeNode? node) => node is TreeScalar { Kind: ScalarKind.String } scalar ? scalar.Text : null;

    private static TreeScalar Text(string text) => new(ScalarKind.String, text, default);
}
