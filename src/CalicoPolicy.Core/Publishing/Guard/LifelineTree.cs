using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Makes a list of flows of the tree of a lifelines file.</summary>
internal sealed class LifelineTree(SettingsFaults faults)
{
    private const int MostFlows = 500;

    private static readonly string[] Keys = ["flows", "addresses"];
    private static readonly string[] FlowKeys = ["name", "from", "to", "protocol", "port"];
    private static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];

    // Whose outer end no cluster tells.
    private static readonly string[] Families = ["dns-upstream", "host-ssh", "ingress"];

    private readonly LifelineEndTree _ends = new(faults);

    public LifelineFile Read(TreeNode root)
    {
        var file = new LifelineFile();
        if (root is TreeScalar { Kind: ScalarKind.Null }) return file;
        if (root is not TreeMapping mapping)
        {
            faults.AddWrong("The file", root, $"a map of {string.Join(" and ", Keys)}");
            return file;
        }

        foreach (var field in mapping.Fields)
        {
            switch (field.Key)
            {
                case "flows": file = file with { Flows = Flows(field.Value) }; break;
                case "addresses": file = file with { Addresses = Addresses(field.Value) }; break;
                default: faults.AddUnknown("A lifelines file has no", field.Key, field.KeySpan, Keys, $"Known here: {string.Join(", ", Keys)}."); break;
            }
        }

        return file;
    }

    private List<OwnLifeline> Flows(TreeNode node)
    {
        var flows = new List<OwnLifeline>();
        if (node is not TreeSequence list)
        {
            faults.AddWrong("flows", node, "a list of flows, each with name, from, to, protocol and port");
            return flows;
        }

        if (list.Items.Count > MostFlows) faults.Add(list.Items[MostFlows].Span, FormattableString.Invariant($"There are {list.Items.Count} flows; a file has {MostFlows} at most."));
        foreach (var item in list.Items.Take(MostFlows))
        {
            if (Flow(item) is not { } flow) continue;
            if (flows.Exists(other => other.Name == flow.Name)) faults.Add(item.Span, $"The flow '{flow.Name}' is there twice. Give each a name of its own.");
            flows.Add(flow);
        }

        return flows;
    }

    private OwnLifeline? Flow(TreeNode node)
    {
        if (node is not TreeMapping mapping)
        {
            faults.AddWrong("A flow", node, $"a map of {string.Join(", ", FlowKeys)}");
            return null;
        }

        string? name = null;
        OwnLifelineEnd? from = null, to = null;
        Protocol? protocol = Protocol.Tcp;
        int? port = null;
        foreach (var field in mapping.Fields)
        {
            switch (field.Key)
            {
                case "name": name = Name(field.Value); break;
                case "from": from = _ends.Read("from", field.Value); break;
                case "to": to = _ends.Read("to", field.Value); break;
                case "protocol": protocol = ProtocolOf(field.Value); break;
                case "port": port = Port(field.Value); break;
                default: faults.AddUnknown("A flow has no", field.Key, field.KeySpan, FlowKeys, $"Known here: {string.Join(", ", FlowKeys)}."); break;
            }
        }

        foreach (var missing in (string[])["name", "from", "to", "port"])
        {
            if (mapping[missing] is null) faults.Add(mapping.Span, $"The flow has no {missing}. Write {string.Join(", ", FlowKeys)}.");
        }

        return name is null || from is null || to is null || protocol is null || port is null ? null : new(name, from, to, protocol.Value, port);
    }

    private string? Name(TreeNode node)
    {
        if (node is TreeScalar { Kind: ScalarKind.String } scalar && KubernetesNames.IsLabel(scalar.Text)) return scalar.Text;
        faults.AddWrong("name", node, "lower-case letters, digits and -, up to 63 of them");
        return null;
    }

    private Protocol? ProtocolOf(TreeNode node)
    {
        if (node is TreeScalar { Kind: ScalarKind.String } scalar && Array.Find(Protocols, known => string.Equals(known, scalar.Text, StringComparison.OrdinalIgnoreCase)) is { } name) return new(name);
        faults.AddWrong("protocol", node, $"{string.Join(", ", Protocols.SkipLast(1))} or {Protocols[^1]}");
        return null;
    }

    private int? Port(TreeNode node)
    {
        if (node is TreeScalar { Kind: ScalarKind.Integer } scalar && ScalarValues.TryGetInteger(scalar, out var number) && number is >= 1 and <= 65535) return (int)number;
        faults.AddWrong("port", node, "a number from 1 to 65535");
        return null;
    }

    private List<LifelineAddresses> Addresses(TreeNode node)
    {
        var found = new List<LifelineAddresses>();
        if (node is not TreeMapping mapping)
        {
            faults.AddWrong("addresses", node, "a map from families to addresses, such as dns-upstream: [10.0.0.2]");
            return found;
        }

        foreach (var field in mapping.Fields)
        {
            if (!Families.Contains(field.Key))
            {
                faults.AddUnknown("Addresses cannot be given for", field.Key, field.KeySpan, Families, $"They can for {string.Join(", ", Families)}.");
                continue;
            }

            var blocks = new List<Cidr>();
            foreach (var entry in faults.Texts(field.Key, field.Value, "addresses, such as [10.0.0.2, 10.1.0.0/16]"))
            {
                if (Cidr.TryParse(entry.Text, out var block)) blocks.Add(block);
                else faults.Add(entry.Span, $"'{entry.Text}' is no address and no block of addresses.");
            }

            found.Add(new(field.Key, blocks));
        }

        return found;
    }
}
